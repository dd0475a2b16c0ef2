import type { ServerProbe } from '../../core/answers/served.ts';
import { AppError } from '../../core/errors.ts';
import { lettersFor } from '../../core/prompts/letters.ts';
import { BATCH_TOLERANCE } from '../tolerance.ts';
import type { AskOptions, Dialect, ProbeStep, TurnPrompt } from '../types.ts';
import { colourQuestion, colourWord, COUNTING, goesOn, MATES, monthQuestion } from './questions.ts';
import { BLUE_SQUARE, RED_SQUARE } from '../squares.ts';

/** Numbers of letters that are tried, most first; fewer than the last and a server is of no use. */
const COUNTS = [13, 7, 4];

export interface Probing {
  server: string;
  dialect: Dialect;
  /** The same server asked at another temperature. */
  cooler: Dialect;
  sees: boolean | null;
  signal: AbortSignal;
  onStep: (step: ProbeStep) => void;
}

export interface Probed {
  probe: ServerProbe;
  /** A question's numbers, to know the server by when it comes back. */
  known: { prompt: TurnPrompt; letters: string[]; logprobs: readonly number[] };
}

const SQUARES: Readonly<Record<string, string>> = { red: RED_SQUARE, blue: BLUE_SQUARE };

/**
 * Asks known questions before anything else is asked.
 * @throws AppError where the server cannot be used: `server-answers-anew`, `server-unstable`, as
 *   `Dialect.score`
 */
export async function probe(probing: Probing): Promise<Probed> {
  const { dialect, cooler, signal, onStep, server } = probing;
  onStep('continues');
  await assertGoesOn(probing);
  onStep('letters');
  const known = await mostLetters(dialect, signal);
  onStep('batch');
  const batch = await besideMates(dialect, known, signal);
  if (batch > BATCH_TOLERANCE) {
    throw new AppError('server-unstable', {
      server,
      found: Number(batch.toPrecision(2)),
      allowed: BATCH_TOLERANCE
    });
  }
  const cool = await unlessUnseen(lettersOf(cooler, known.prompt, known.letters, signal));
  const raw = cool && mostNats(cool, known.logprobs) <= BATCH_TOLERANCE;
  onStep('pictures');
  const pictures = await seesColours(probing, batch);
  return { probe: { raw, continues: true, letters: known.letters.length, batch, pictures }, known };
}

async function mostLetters(dialect: Dialect, signal: AbortSignal): Promise<Probed['known']> {
  for (const count of COUNTS) {
    const prompt = monthQuestion(count);
    const letters = lettersFor(count);
    const asked = lettersOf(dialect, prompt, letters, signal);
    const logprobs = await (count === COUNTS.at(-1) ? asked : unlessUnseen(asked));
    if (logprobs) return { prompt, letters, logprobs };
  }
  throw new RangeError('No number of letters to try.');
}

/** Null where a letter was not among the tokens that the server tells. */
async function unlessUnseen<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'server-missing-letter') throw error;
    return null;
  }
}

/** Dialects that see their prompts' tokens look at each; of others only what they write tells. */
async function assertGoesOn({ dialect, server, signal }: Probing): Promise<void> {
  if (dialect.name !== 'openai') return;
  const { text } = await dialect.write(COUNTING, 4, { pictures: () => undefined, signal });
  if (!goesOn(text)) throw new AppError('server-answers-anew', { server });
}

/** Largest difference, in nats, of the known question alone and among others. */
async function besideMates(
  dialect: Dialect,
  { prompt, letters, logprobs }: Probed['known'],
  signal: AbortSignal
): Promise<number> {
  const mates = MATES.map((system) => ({ ...prompt, system }));
  const [among] = await Promise.all(
    [prompt, ...mates].map((each) => unlessUnseen(lettersOf(dialect, each, letters, signal)))
  );
  return mostNats(among ?? [], logprobs);
}

/** Null where the model takes no pictures. */
async function seesColours(
  { dialect, sees, signal }: Probing,
  noise: number
): Promise<boolean | null> {
  if (sees === false) return null;
  const options: AskOptions = { pictures: (picture) => SQUARES[picture], signal };
  try {
    if (dialect.name === 'openai') {
      const word = async (colour: string) =>
        (await dialect.write(colourWord(colour), 6, options)).text;
      return (await word('red')) !== (await word('blue'));
    }
    const letters = lettersFor(4);
    const of = (colour: string) =>
      lettersOf(dialect, colourQuestion(colour), letters, signal, options.pictures);
    return mostNats(await of('red'), await of('blue')) > noise;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'server-refused' && error.code !== 'server-failed') throw error;
    return null;
  }
}

export async function lettersOf(
  dialect: Dialect,
  prompt: TurnPrompt,
  letters: string[],
  signal: AbortSignal,
  pictures: AskOptions['pictures'] = () => undefined
): Promise<number[]> {
  return (await dialect.score(prompt, { kind: 'letters', letters }, { pictures, signal })).logprobs;
}

/** Largest difference, in nats; infinite where one of the two has no numbers. */
export function mostNats(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  return Math.max(...a.map((value, k) => Math.abs(value - (b[k] as number))));
}
