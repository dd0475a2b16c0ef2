import { AppError } from '../../core/errors.ts';
import type { GenerateJob, PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import {
  NOTHING_DONE,
  type Generated,
  type LoadedModel,
  type RevivableEngine,
  type RunCounters
} from '../../engine/engineApi.ts';
import type { CrashBudget } from '../../workers/crashBudget.ts';
import { sameAnswers, type AnswersOf } from '../../engine/sameAnswers.ts';

/** An engine that can `revive` is asked to after a crash. */
type Reviving = Partial<Pick<RevivableEngine, 'revive'>>;
/** The part of an engine that scores. */
export type ScoringEngine = Pick<RevivableEngine, 'score' | 'cancel'> & Reviving;
/** The part of an engine that answers by itself. */
export type WritingEngine = Pick<RevivableEngine, 'generate' | 'cancel'> & Reviving;

/** The engine came back with a model whose answers are not the ones that the run is about. */
export class OtherModel extends Error {
  readonly loaded: LoadedModel;
  constructor(loaded: LoadedModel) {
    super('The engine came back on another device.');
    this.loaded = loaded;
  }
}

export interface ThroughFaults<Engine = unknown> {
  engine: Engine & Reviving;
  loaded: AnswersOf;
  /** Is the run to end? An engine that is just coming back hears of no cancel. */
  cancelled: () => boolean;
  budget: CrashBudget;
}

/**
 * As `EngineApi.score`, but goes on after crashes with what is not scored yet, on a fresh worker;
 * a crash while that worker loads is one more crash.
 * @throws AppError as `score`; the last crash where the budget is spent
 * @throws OtherModel where the model came back on another device
 */
export async function scoreThroughFaults(
  jobs: readonly PromptJob[],
  faults: ThroughFaults<ScoringEngine>,
  onScore: (index: number, score: PromptScore) => void
): Promise<RunCounters> {
  let waiting = jobs.map((_, index) => index);
  const counters = await throughFaults(async () => {
    const scored = new Set<number>();
    const asked = waiting;
    let over = false;
    try {
      return await faults.engine.score(
        asked.map((index) => jobs[index] as PromptJob),
        (at, score) => {
          // What a dead worker had still sent is asked anew: it must not arrive twice.
          if (over || scored.has(at)) return;
          scored.add(at);
          faults.budget.progress();
          onScore(asked[at] as number, score);
        }
      );
    } catch (thrown) {
      over = true;
      waiting = asked.filter((_, at) => !scored.has(at));
      throw thrown;
    }
  }, faults);
  const before = jobs.length - waiting.length;
  return counters
    ? { ...counters, jobs: before + counters.jobs }
    : { ...NOTHING_DONE, jobs: before };
}

/**
 * As `EngineApi.generate`, but begins anew after crashes, on a fresh worker.
 * @returns null where it was cancelled
 * @throws as `scoreThroughFaults`
 */
export async function generateThroughFaults(
  job: GenerateJob,
  faults: ThroughFaults<WritingEngine>
): Promise<Generated | null> {
  const answer = await throughFaults(() => faults.engine.generate(job), faults);
  if (!answer || answer.ended === 'cancelled') return null;
  faults.budget.progress();
  return answer;
}

/**
 * Does a piece of an engine's work, anew after each crash.
 * @returns null where the run is to end
 * @throws as `scoreThroughFaults`
 */
export async function throughFaults<T>(
  work: () => Promise<T>,
  faults: ThroughFaults
): Promise<T | null> {
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(await comeBack(thrown, faults))) return null;
    }
  }
}

/**
 * Waits until an engine that crashed is back with the same model. Throws what cannot be cured.
 * @returns false where the run is to end
 */
async function comeBack(thrown: unknown, faults: ThroughFaults): Promise<boolean> {
  const { engine, loaded, cancelled, budget } = faults;
  const error = AppError.from(thrown);
  if (!engine.revive) throw error;
  await budget.spend(error);
  if (cancelled()) return false;
  let revived: LoadedModel;
  try {
    revived = await engine.revive();
  } catch (next) {
    return comeBack(next, faults);
  }
  if (cancelled()) return false;
  if (!sameAnswers(revived, loaded)) throw new OtherModel(revived);
  return true;
}
