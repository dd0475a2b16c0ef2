import { isPlanned, type ShownChoice } from '../../../core/study/plan/isPlanned.ts';
import type { PlannedFigure } from '../../../core/study/plan/plannedFigures.ts';
import type { StudyCaption } from '../../../core/study/tables/studyTable.ts';
import { t } from '../../i18n.ts';
import { captionWords } from '../results/words.ts';
import { servedOrigin } from '../../models/served/servedWords.ts';
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

/** Whose topics a figure is by, and how many of the study's questions have none there. */
export function topicWords({ mapping, topicOverlap, frame }: StudyState): string {
  const filed = topicOverlap.reduce((sum, { ours }) => sum + ours, 0);
  return t(`study.topicMapping.caption.${mapping}`, { count: frame.questions.length - filed });
}

/** Where the answers come from of those conditions whose model a server ran. */
function servedWords({ frame, open }: StudyState, drawn: readonly number[]): string {
  const models = new Set(drawn.flatMap((index) => frame.conditions[index]?.model ?? []));
  return [...models]
    .map((model) => servedOrigin(open.record.runs[model]?.served))
    .join(' ')
    .trim();
}

/**
 * The whole caption of a figure about similarity: how it came about, and whether it was planned.
 * @param beside whether it draws every condition, each named at its rows; else the chosen one
 */
export function figureCaption(
  study: StudyState,
  caption: StudyCaption,
  figure: PlannedFigure,
  beside = false
): string {
  const { metric, variant, caveats, mapping: topics } = study;
  const drawn = beside ? study.frame.conditions.map((_, index) => index) : [study.condition];
  const words = new Set(
    drawn.map((condition) =>
      plannedWord(study, { figure, condition, metric, variant, caveats, topics })
    )
  );
  // Planned in part is not planned.
  const planned = words.size > 1 ? t('study.plan.exploratory') : [...words].join('');
  return [
    captionWords(caption, beside ? -1 : study.condition),
    figure === 'similarity' ? '' : topicWords(study),
    caveatWords(study),
    servedWords(study, drawn),
    planned
  ]
    .filter((part) => part !== '')
    .join(' ');
}
