import type { ChatFormat, PromptJob } from '../../../src/core/prompts/types.ts';
import type { EngineClient } from '../../../src/engine/engineClient.ts';
import type { Runner } from '../../../src/engine/engineApi.ts';
import { promptOf, type Turn } from './prompts.ts';
import type { Tapped, ToTap } from './tap.ts';

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

/** What went into the runtime for prompts by themselves, and what came out of the engine. */
export interface Observed {
  prompts: string[];
  /** Of letters and options: ids that entered, and the rows that are the picture's features. */
  entered: { ids: number[]; places: number[] }[];
  encoder: Encoder | null;
  /** Log-probabilities of letters and of options, by runner. */
  scores: Partial<Record<Runner, number[][]>>;
  greedy: { ids: number[]; ended: string } | null;
  /** The same, by the runner that was chosen, with the picture resized as torchvision does. */
  torchvision: { encoder: Encoder | null; scores: number[][] } | null;
}

type Encoder = Pick<Extract<Tapped, { part: 'encoder' }>, 'pixels' | 'features'>;

/** @param runners the one that was chosen and all that are slower, naive the last of them */
export async function observe(
  engine: EngineClient,
  chat: ChatFormat,
  runners: readonly Runner[],
  asked: Asked
): Promise<Observed> {
  await addPicture(engine, asked);
  const jobs = jobsOf(chat, asked);
  const [letters] = jobs;
  const naive: Heard[] = [];
  // One by one where each is computed by itself anyway: so it is known what was heard of which.
  for (const job of jobs) naive.push(await scored(engine, [job], 'naive'));
  const scores: Observed['scores'] = { naive: naive.flatMap(({ logprobs }) => logprobs) };
  for (const runner of runners) {
    scores[runner] ??= (await scored(engine, jobs, runner)).logprobs;
  }
  const continued =
    asked.greedy > 0 && letters
      ? await engine.generate({ ...letters, maxTokens: asked.greedy })
      : null;
  return {
    prompts: jobs.map(({ prefix, suffix }) => prefix + suffix),
    entered: naive.map(({ heard }) => enteredOf(heard)),
    encoder: encoderOf(naive),
    scores,
    greedy: continued && { ids: continued.ids, ended: continued.ended },
    torchvision: asked.picture ? await asTorchvision(engine, chat, runners, asked) : null
  };
}

async function asTorchvision(
  engine: EngineClient,
  chat: ChatFormat,
  [runner = 'naive']: readonly Runner[],
  asked: Asked
): Promise<Observed['torchvision']> {
  const { picture } = asked;
  const again = picture && { ...asked, picture: { ...picture, id: `${picture.id}-torchvision` } };
  if (!again) return null;
  await heardSince({ torchvision: true });
  try {
    await addPicture(engine, again);
    const found = await scored(engine, jobsOf(chat, again), runner, true);
    return { encoder: encoderOf([found]), scores: found.logprobs };
  } finally {
    await heardSince();
  }
}

/**
 * Of letters alone, by one run of the whole prompt, its picture resized as torchvision does: how many
 * tokens entered, and their log-probabilities.
 */
export async function readLetters(
  engine: EngineClient,
  chat: ChatFormat,
  asked: Asked
): Promise<{ tokens: number; letters: number[] }> {
  await heardSince({ torchvision: true });
  try {
    await addPicture(engine, asked);
    const { heard, logprobs } = await scored(
      engine,
      jobsOf(chat, asked).slice(0, 1),
      'naive',
      true
    );
    return { tokens: enteredOf(heard).ids.length, letters: logprobs.flat() };
  } finally {
    await heardSince();
  }
}

interface Heard {
  logprobs: number[][];
  heard: Tapped[];
}

async function scored(
  engine: EngineClient,
  jobs: PromptJob[],
  runner: Runner,
  torchvision = false
): Promise<Heard> {
  const logprobs: number[][] = [];
  await heardSince({ torchvision });
  await engine.score(jobs, (at, score) => void (logprobs[at] = score.logprobs), { runner });
  return { logprobs, heard: await heardSince({ torchvision }) };
}

function encoderOf(found: readonly Heard[]): Encoder | null {
  const encoder = found.flatMap(({ heard }) => heard).find((one) => one.part === 'encoder');
  return encoder ? { pixels: encoder.pixels, features: encoder.features } : null;
}

async function addPicture(engine: EngineClient, { picture }: Asked): Promise<void> {
  if (!picture) return;
  await engine.addPicture(picture.id, await (await fetch(picture.address)).blob());
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

/** Tells how pictures are to be resized from now on; gives what was heard since the last time. */
function heardSince(message: ToTap = { torchvision: false }): Promise<Tapped[]> {
  const answer = new Promise<Tapped[]>((resolve) => {
    channel.onmessage = ({ data }) => resolve(data as Tapped[]);
  });
  channel.postMessage(message);
  return answer;
}
