import { askedControls } from '../../core/measures/controls.ts';
import type { RunExport } from '../../formats/runExport.ts';
import type { StoredRun } from '../../run/asking/exportStored.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import type { RunState } from './runState.svelte.ts';

/** The shown run as one document, built from scores that are there; null before the first run. */
export async function exportShown(
  { plan, answeredBy: loaded, askedIn }: RunState,
  { survey, pictures: all, variant }: Pick<StoredRun, 'survey' | 'pictures' | 'variant'>,
  answers: AnswerStore
): Promise<RunExport | null> {
  if (!plan || !loaded) return null;
  const country = plan.cues.find((cue) => cue.kind === 'country')?.country ?? null;
  const pictures = all.filter(({ id }) =>
    plan.cues.some(
      (cue) => (cue.kind === 'picture' || cue.kind === 'caption') && cue.picture === id
    )
  );
  // The comparison is with the survey chosen now; the words are those that were asked.
  const asked = { ...survey, wording: askedIn ?? survey.wording };
  const run = { plan, loaded, survey: asked, variant, country, pictures };
  const { exportStored } = await import('../../run/asking/exportStored.ts');
  // A run from before controls is saved as it was then.
  const controls = askedControls(plan);
  if (controls.length === 0) return exportStored(run, answers);
  return exportStored({ ...run, controls: ['none', ...controls] }, answers);
}
