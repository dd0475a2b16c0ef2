import { AppError } from '../../src/core/errors.ts';
import { connect } from '../../src/servers/connect.ts';
import { serverHttp } from '../../src/servers/http.ts';
import { llamaCppDialect } from '../../src/servers/dialects/llamaCpp.ts';
import { openaiDialect } from '../../src/servers/dialects/openai.ts';
import { vllmDialect } from '../../src/servers/dialects/vllm.ts';
import { BLUE_SQUARE, RED_SQUARE } from '../../src/servers/squares.ts';
import type { AskOptions, ProbeStep, TurnPrompt } from '../../src/servers/types.ts';
import type { Fake, Manner } from './fake/fakeServer.mjs';
import { startFakeLlamaCpp } from './fake/llamaCpp.mjs';
import { logprobsOf } from './fake/madeUp.mjs';
import { startFakeOpenai } from './fake/openai.mjs';
import { rendered } from './fake/turns.mjs';
import { startFakeVllm } from './fake/vllm.mjs';
import { idOf, START, tokenize } from './fake/words.mjs';

/** The three dialects, each with a fake server that speaks it. */
export const SPOKEN = {
  vllm: { start: startFakeVllm, model: 'made-up/fake-1b' },
  'llama.cpp': { start: startFakeLlamaCpp, model: 'fake-1b-q4_k_m.gguf' },
  openai: { start: startFakeOpenai, model: 'made-up/fake-1b' }
} as const;
export type Spoken = keyof typeof SPOKEN;
export const ALL = Object.keys(SPOKEN) as Spoken[];

const running: Fake[] = [];

export async function started(name: Spoken, manner: Partial<Manner> = {}): Promise<Fake> {
  const fake = await SPOKEN[name].start(manner);
  running.push(fake);
  return fake;
}

export const closeAll = () => Promise.all(running.splice(0).map((fake) => fake.close()));

function speak(name: Spoken, url: string) {
  const http = serverHttp({ url });
  const { model } = SPOKEN[name];
  switch (name) {
    case 'vllm':
      return vllmDialect(http, model);
    case 'llama.cpp':
      return llamaCppDialect(http);
    case 'openai':
      return openaiDialect(http, model);
  }
}

/** A dialect and a fake that misbehaves in a way. */
export async function speaking(name: Spoken, manner: Partial<Manner> = {}) {
  const fake = await started(name, manner);
  return { fake, dialect: speak(name, fake.url) };
}

const PICTURES: Record<string, string> = { red: RED_SQUARE, blue: BLUE_SQUARE };
export const options = (more: Partial<AskOptions> = {}): AskOptions => ({
  pictures: (picture) => PICTURES[picture],
  signal: new AbortController().signal,
  ...more
});

export const QUESTION: TurnPrompt = {
  system: 'Be brief.',
  user: 'Is it so?\n(A) yes\n(B) no\n(C) perhaps',
  picture: null,
  opened: 'My choice is ('
};
export const LETTERS = { kind: 'letters' as const, letters: ['A', 'B', 'C'] };
export const TEXTS = {
  kind: 'continuations' as const,
  continuations: [' very good.', ' very bad.', ' so.', ' no']
};

/** What the fakes' template writes of a prompt. */
function promptText({ system, user, picture, opened }: TurnPrompt): string {
  if (user === null) return `${START}assistant\n${opened}`;
  const [before = '', after] = user.split('<image>');
  const text = (words: string) => (words === '' ? [] : [{ type: 'text', text: words }]);
  const image = { type: 'image_url', image_url: { url: 'any' } };
  const content =
    picture === null
      ? user
      : after === undefined
        ? [image, ...text(before)]
        : [...text(before), image, ...text(after)];
  const messages = [
    ...(system === null ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content },
    { role: 'assistant', content: opened }
  ];
  return rendered(messages, { open: false, goOn: true }).text;
}

/** What the made-up model itself says, token by token and without a server. */
export function truth(name: Spoken, prompt: TurnPrompt, words: readonly string[]): number[] {
  const url = prompt.picture === null ? '' : (PICTURES[prompt.picture] ?? '');
  // llama.cpp is handed a picture's bytes alone.
  const shown = name === 'llama.cpp' ? url.slice(url.indexOf(',') + 1) : url;
  const salt = SPOKEN[name].model + shown;
  return words.map((word) => {
    let [text, sum] = [promptText(prompt), 0];
    for (const piece of word.match(/ ?[A-Za-z][a-z]?|[^]/g) ?? []) {
      sum += logprobsOf(text, salt)[idOf(piece)] ?? NaN;
      text += piece;
    }
    return sum;
  });
}

export const lengthOf = (word: string) => tokenize(word).length;

export async function faultOf(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => {
      throw new Error('It was answered.');
    },
    (thrown: unknown) => AppError.from(thrown)
  );
}

export async function connected(url: string, more: { model?: string; key?: string } = {}) {
  const { key, ...rest } = more;
  const steps: ProbeStep[] = [];
  const { signal } = new AbortController();
  const address = key === undefined ? { url } : { url, key };
  const onStep = (step: ProbeStep) => void steps.push(step);
  return { connection: await connect(address, { ...rest, signal, onStep }), steps };
}
