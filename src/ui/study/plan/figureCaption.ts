import { isPlanned, type ShownChoice } from '../../../core/study/plan/isPlanned.ts';
import type { PlannedFigure } from '../../../core/study/plan/plannedFigures.ts';
import type { StudyCaption } from '../../../core/study/tables/studyTable.ts';
import { t } from '../../i18n.ts';
import { captionWords } from '../results/words.ts';
import type { StudyState } from '../studyState.svelte.ts';

/** "Planned." or "Exploratory.", as a caption ends; nothing in a study without a frozen plan. */
export function plannedWord(study: StudyState, shown: ShownChoice): string {
  const { plan, deviations } = study;
  if (!plan) return '';
  if (!isPlanned(plan.plan, shown, study.frame.conditions)) return t('study.plan.exploratory');
  const count = deviations.length;
  return count === 0 ? t('study.plan.planned') : t('study.plan.plannedBut', { count });
}

/** How many figures with caveats are left out, or in; nothing where there are none. */
export function caveatWords({ leftOut, caveats }: StudyState): string {
  const { own, others } = leftOut.caveats;
  const count = own + others;
  return count === 0 ? '' : t(`study.leftOut.caption.${caveats}`, { count });
}

/** The whole caption of a figure about similarity: how it came about, and whether it was planned. */
export function figureCaption(
  study: StudyState,
  caption: StudyCaption,
  figure: PlannedFigure
): string {
  const { condition, metric, variant, caveats } = study;
  const planned = plannedWord(study, { figure, condition, metric, variant, caveats });
  return [captionWords(caption, condition), caveatWords(study), planned]
    .filter((part) => part !== '')
    .join(' ');
}
