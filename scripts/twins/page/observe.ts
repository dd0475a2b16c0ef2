import type { ChatFormat, PromptJob } from '../../../src/core/prompts/types.ts';
import type { EngineClient } from '../../../src/engine/engineClient.ts';
import type { Runner } from '../../../src/engine/engineApi.ts';
import type { Figures } from './figures.ts';
import { promptOf, type Turn } from './prompts.ts';
import type { Tapped } from './tap.ts';

/** A case of a reference, without its answers. */
export interface Asked {
  picture: { id: string; address: string } | null;
  messages: Turn[];
  /** What the answer begins with: before a letter, before a whole option. */
  leadIns: readonly [letters: string, options: string];
  letters: string[];
  options: string[];
  /** Tokens to go on with by itself; 0: none. */
  greedy: number;
}

/** What went into the runtime for a prompt of its own, and what came out of the engine. */
export interface Observed {
  prompts: string[];
  /** Of letters and options: ids that entered, and the rows that are the picture's features. */
  entered: { ids: number[]; places: number[] }[];
  encoder: { pixels: Figures; features: Figures } | null;
  /** Log-probabilities of letters and of options, by runner. */
  scores: Partial<Record<Runner, number[][]>>;
  greedy: { ids: number[]; ended: string } | null;
}

/** @param runners naive among them */
export async function observe(
  engine: EngineClient,
  chat: ChatFormat,
  runners: readonly Runner[],
  asked: Asked
): Promise<Observed> {
  const { picture } = asked;
  if (picture) await engine.addPicture(picture.id, await (await fetch(picture.address)).blob());
  const jobs = jobsOf(chat, asked);
  const heard: Tapped[][] = [];
  const scores: Observed['scores'] = {};
  for (const runner of runners) {
    // One by one where each is computed by itself anyway: so it is known what was heard of which.
    const groups = runner === 'naive' ? jobs.map((job) => [job]) : [jobs];
    const found: number[][] = [];
    for (const group of groups) {
      await heardSince();
      const start = found.length;
      await engine.score(group, (index, { logprobs }) => void (found[start + index] = logprobs), {
        runner
      });
      if (runner === 'naive') heard.push(await heardSince());
    }
    scores[runner] = found;
  }
  const encoder = heard.flat().find((one) => one.part === 'encoder') ?? null;
  const [letters] = jobs;
  return {
    prompts: jobs.map(({ prefix, suffix }) => prefix + suffix),
    entered: heard.map(enteredOf),
    encoder: encoder && { pixels: encoder.pixels, features: encoder.features },
    scores,
    greedy:
      asked.greedy > 0 && letters
        ? await engine.generate({ ...letters, maxTokens: asked.greedy })
        : null
  };
}

/** As many tokens as a pack comes to hold on the processor (engine/packSizer.ts). */
const PACK_TOKENS = 512;

/** Calls and tokens of each question, by runner, for so many of them behind one beginning. */
export async function countWork(
  engine: EngineClient,
  chat: ChatFormat,
  runners: readonly Runner[],
  asked: Asked,
  questions: number
): Promise<Partial<Record<Runner, { launches: number; tokens: number }>>> {
  const [letters] = jobsOf(chat, asked);
  const counts: Awaited<ReturnType<typeof countWork>> = {};
  if (!letters) return counts;
  for (const [at, runner] of runners.entries()) {
    // By itself each question costs the same, so one is enough.
    const count = runner === 'naive' ? 1 : questions;
    const jobs = Array.from({ length: count }, (_, k) => ({
      ...letters,
      // Another beginning for every runner, so that none finds what another has kept; and questions
      // that share no token.
      prefix: `${letters.prefix}${'More. '.repeat(at)}Many questions.\n`,
      suffix: `${String.fromCharCode(97 + k)}. ${letters.suffix}`
    }));
    const packTokens = PACK_TOKENS;
    const done = await engine.score(jobs, () => undefined, { runner, packTokens });
    counts[runner] = { launches: done.decoderCalls / count, tokens: done.prefillTokens / count };
  }
  return counts;
}

function jobsOf(
  chat: ChatFormat,
  { messages, leadIns, letters, options, picture }: Asked
): PromptJob[] {
  const id = picture?.id ?? null;
  const targets = [
    { kind: 'letters', letters },
    { kind: 'continuations', continuations: options }
  ] as const;
  return targets.map((targets, at) => ({
    ...promptOf(chat, messages, leadIns[at] as string, id),
    picture: id,
    targets: targets as PromptJob['targets']
  }));
}

/** Of a prompt by itself: what entered first. */
function enteredOf(heard: readonly Tapped[]) {
  const tokens = heard.find((one) => one.part === 'tokens');
  const decoder = heard.find((one) => one.part === 'decoder');
  return { ids: tokens?.ids ?? [], places: decoder?.places ?? [] };
}

const channel = new BroadcastChannel('twins');

function heardSince(): Promise<Tapped[]> {
  const answer = new Promise<Tapped[]>((resolve) => {
    channel.onmessage = ({ data }) => resolve(data as Tapped[]);
  });
  channel.postMessage('what was heard?');
  return answer;
}
