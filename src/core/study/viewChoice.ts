import { seenIn } from '../prompts/pictureView.ts';
import type { Study, StudyModelRun } from './studyTypes.ts';

interface Answered {
  study: Pick<Study, 'view'>;
  runs: Readonly<Record<string, StudyModelRun>>;
}

/**
 * A study's record as pictures are to be looked at now: where that was chosen anew after a model
 * answered, its answers are those of the other view, which may be there or not.
 */
export function asNowSeen<Record extends Answered>(record: Record): Record {
  const { study, runs } = record;
  const seen = Object.entries(runs).map(
    ([model, run]) => [model, seenIn(run, study.view)] as const
  );
  return { ...record, runs: Object.fromEntries(seen) };
}
