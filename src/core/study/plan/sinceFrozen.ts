import type { QuestionId } from '../../survey/types.ts';
import type { Study, StudyModelRun } from '../studyTypes.ts';
import { deviations, type Deviation } from './deviations.ts';
import { studyPlan } from './studyPlan.ts';
import type { FrozenPlan } from './planTypes.ts';

interface Frozen {
  study: Study;
  runs: Readonly<Record<string, StudyModelRun>>;
  /** Earliest first. */
  plans?: readonly FrozenPlan[] | undefined;
}

/** A deviation with the day on which it was first seen; null where nobody was there to see it. */
export type DatedDeviation = Deviation & { since: string | null };

/**
 * In what a study is no longer as its last frozen plan has it; null without a plan.
 * @param words hash of each question's words; empty where the survey is not at hand
 */
export function sinceFrozen(
  { study, runs, plans }: Frozen,
  words: ReadonlyMap<QuestionId, string>
): DatedDeviation[] | null {
  const last = plans?.at(-1);
  if (!last) return null;
  const now = studyPlan(study, last.plan, words, runs);
  return deviations(last.plan, now).map((found) => ({
    ...found,
    since: last.deviatedAt?.[found.what] ?? null
  }));
}

/** The plans of a study that was just changed: what deviates from now on has its date. */
export function withDates(frozen: Frozen, now: string): readonly FrozenPlan[] | undefined {
  const { plans } = frozen;
  const last = plans?.at(-1);
  const fresh = sinceFrozen(frozen, new Map())?.filter(({ since }) => since === null) ?? [];
  if (!plans || !last || fresh.length === 0) return plans;
  const dates = Object.fromEntries(fresh.map(({ what }) => [what, now]));
  return plans.with(-1, { ...last, deviatedAt: { ...last.deviatedAt, ...dates } });
}
