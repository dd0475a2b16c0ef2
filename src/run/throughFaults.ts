import { AppError } from '../core/errors.ts';
import type { GenerateJob, PromptJob, PromptScore } from '../core/types.ts';
import type { Generated, LoadedModel, RevivableEngine, RunCounters } from '../engine/api.ts';

/** The part of an engine that scores; one that can `revive` is asked to after a crash. */
export type ScoringEngine = Pick<RevivableEngine, 'score' | 'cancel'> &
  Partial<Pick<RevivableEngine, 'revive'>>;

/** What identifies the answers of a loaded model. */
type Identity = Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device'>;

/** After these a fresh worker may do better. */
const CURABLE: readonly string[] = ['engine-crashed', 'device-lost', 'out-of-memory'];
/** Crashes in a row without a single score between them. */
const GIVE_UP_AFTER = 3;
/** A graphics driver that restarts needs a moment. */
const PAUSE_MS = 500;

/** The engine came back with a model whose answers are not the ones that the run is about. */
export class OtherModel extends Error {
  readonly loaded: LoadedModel;
  constructor(loaded: LoadedModel) {
    super('The engine came back on another device.');
    this.loaded = loaded;
  }
}

export interface ThroughFaults {
  engine: ScoringEngine;
  loaded: Identity;
  /** Is the run to end? An engine that is just coming back hears of no cancel. */
  cancelled: () => boolean;
}

/**
 * As `EngineApi.score`, but goes on after crashes with what is not scored yet, on a fresh worker.
 * @throws AppError as `score`; after 3 crashes without progress the last of them
 * @throws OtherModel where the model came back on another device
 */
export async function scoreThroughFaults(
  jobs: readonly PromptJob[],
  faults: ThroughFaults,
  onScore: (index: number, score: PromptScore) => void
): Promise<RunCounters> {
  let waiting = jobs.map((_, index) => index);
  let fruitless = 0;
  for (;;) {
    const scored = new Set<number>();
    const asked = waiting;
    let over = false;
    try {
      const counters = await faults.engine.score(
        asked.map((index) => jobs[index] as PromptJob),
        (at, score) => {
          // What a dead worker had still sent is asked anew: it must not arrive twice.
          if (over || scored.has(at)) return;
          scored.add(at);
          onScore(asked[at] as number, score);
        }
      );
      return { ...counters, jobs: jobs.length - waiting.length + counters.jobs };
    } catch (thrown) {
      over = true;
      waiting = asked.filter((_, at) => !scored.has(at));
      fruitless = scored.size > 0 ? 0 : fruitless + 1;
      if (!(await comeBack(thrown, fruitless, faults)))
        return nothing(jobs.length - waiting.length);
    }
  }
}

/** The part of an engine that answers by itself. */
export type WritingEngine = Pick<RevivableEngine, 'generate' | 'cancel'> &
  Partial<Pick<RevivableEngine, 'revive'>>;

/**
 * As `EngineApi.generate`, but begins anew after crashes, on a fresh worker.
 * @returns null where it was cancelled
 * @throws as `scoreThroughFaults`
 */
export async function generateThroughFaults(
  job: GenerateJob,
  faults: Omit<ThroughFaults, 'engine'> & { engine: WritingEngine }
): Promise<Generated | null> {
  for (let crashes = 1; ; crashes++) {
    try {
      const answer = await faults.engine.generate(job);
      return answer.ended === 'cancelled' ? null : answer;
    } catch (thrown) {
      if (!(await comeBack(thrown, crashes, faults))) return null;
    }
  }
}

/**
 * Waits until an engine that crashed is back with the same model; false where the run is to end.
 * Throws what cannot be cured.
 * @param fruitless crashes in a row without progress, this one included
 */
async function comeBack(
  thrown: unknown,
  fruitless: number,
  {
    engine,
    loaded,
    cancelled
  }: Omit<ThroughFaults, 'engine'> & { engine: Partial<Pick<RevivableEngine, 'revive'>> }
): Promise<boolean> {
  const error = AppError.from(thrown);
  if (!engine.revive || !CURABLE.includes(error.code) || fruitless >= GIVE_UP_AFTER) throw error;
  if (fruitless > 0) await new Promise((go) => setTimeout(go, PAUSE_MS));
  const revived = cancelled() ? null : await engine.revive();
  if (cancelled() || !revived) return false;
  if (!sameAnswers(revived, loaded)) throw new OtherModel(revived);
  return true;
}

const nothing = (jobs: number): RunCounters => ({
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs,
  cancelled: true
});

const sameAnswers = (a: Identity, b: Identity) =>
  a.manifestHash === b.manifestHash && a.dtype === b.dtype && a.device === b.device;
