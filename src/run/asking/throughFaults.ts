import { AppError } from '../../core/errors.ts';
import type { GenerateJob, PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type {
  Generated,
  LoadedModel,
  RevivableEngine,
  RunCounters
} from '../../engine/engineApi.ts';
import { sameAnswers, type AnswersOf } from '../../engine/sameAnswers.ts';

/** The part of an engine that scores; one that can `revive` is asked to after a crash. */
export type ScoringEngine = Pick<RevivableEngine, 'score' | 'cancel'> &
  Partial<Pick<RevivableEngine, 'revive'>>;

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
  loaded: AnswersOf;
  /** Is the run to end? An engine that is just coming back hears of no cancel. */
  cancelled: () => boolean;
  /** Milliseconds before another try after a crash without progress; a parameter for tests. */
  pauseMs?: number | undefined;
}

/**
 * As `EngineApi.score`, but goes on after crashes with what is not scored yet, on a fresh worker;
 * a crash while that worker loads is one more crash.
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
      const crashes = await comeBack(thrown, scored.size > 0 ? 0 : fruitless + 1, faults);
      if (crashes === null) return nothing(jobs.length - waiting.length);
      fruitless = crashes;
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
  for (let fruitless = 0; ;) {
    try {
      const answer = await faults.engine.generate(job);
      return answer.ended === 'cancelled' ? null : answer;
    } catch (thrown) {
      const crashes = await comeBack(thrown, fruitless + 1, faults);
      if (crashes === null) return null;
      fruitless = crashes;
    }
  }
}

/**
 * Waits until an engine that crashed is back with the same model. Throws what cannot be cured.
 * @param fruitless crashes in a row without progress, this one included
 * @returns the same count with the crashes of coming back; null where the run is to end
 */
async function comeBack(
  thrown: unknown,
  fruitless: number,
  { engine, loaded, cancelled, pauseMs = PAUSE_MS }: ComingBack
): Promise<number | null> {
  const error = AppError.from(thrown);
  if (!engine.revive || !CURABLE.includes(error.code) || fruitless >= GIVE_UP_AFTER) throw error;
  if (fruitless > 0) await new Promise((go) => setTimeout(go, pauseMs));
  if (cancelled()) return null;
  let revived: LoadedModel | null;
  try {
    revived = await engine.revive();
  } catch (next) {
    return comeBack(next, fruitless + 1, { engine, loaded, cancelled, pauseMs });
  }
  if (cancelled() || !revived) return null;
  if (!sameAnswers(revived, loaded)) throw new OtherModel(revived);
  return fruitless;
}

type ComingBack = Omit<ThroughFaults, 'engine'> & {
  engine: Partial<Pick<RevivableEngine, 'revive'>>;
};

const nothing = (jobs: number): RunCounters => ({
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs,
  cancelled: true
});
