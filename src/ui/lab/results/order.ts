import { TOPICS } from '../../../core/survey/topics.ts';
import type { QuestionId } from '../../../core/survey/types.ts';
import type { QuestionView } from './views.ts';

export const SORTINGS = ['moved', 'topic', 'question'] as const;
export type Sorting = (typeof SORTINGS)[number];

/** A question's place in the survey: the number in its id. */
const surveyPlace = (id: QuestionId) => Number(/\d+/.exec(id)?.[0] ?? Number.MAX_SAFE_INTEGER);

/**
 * Sorted copy of the views: most moved first (those without a shift yet last), by topic, or in
 * survey order. Equals stand in survey order.
 */
export function sortViews(
  views: readonly QuestionView[],
  sorting: Sorting,
  moved: (view: QuestionView) => number | null
): QuestionView[] {
  const byPlace = (a: QuestionView, b: QuestionView) =>
    surveyPlace(a.question.id) - surveyPlace(b.question.id);
  const byTopic = (a: QuestionView, b: QuestionView) =>
    TOPICS.indexOf(a.question.topic) - TOPICS.indexOf(b.question.topic);
  const amount = new Map(views.map((view) => [view, moved(view) ?? -1]));
  const byMoved = (a: QuestionView, b: QuestionView) =>
    (amount.get(b) ?? -1) - (amount.get(a) ?? -1);
  return [...views].sort((a, b) => {
    if (sorting === 'question') return byPlace(a, b);
    return (sorting === 'topic' ? byTopic(a, b) : byMoved(a, b)) || byPlace(a, b);
  });
}
