import type { Reference } from '../../../core/measures/controls.ts';
import type { Answer } from '../../../core/answers/types.ts';
import type { TableData } from '../../charts/tableData.ts';
import { t } from '../../i18n.ts';
import type { AnswerMovement } from './movements.ts';
import type { CueView, QuestionView } from './views.ts';

const COLUMNS = [
  ...(['question', 'wording', 'topic', 'cue', 'option', 'share', 'survey'] as const),
  ...(['control', 'netShare', 'net', 'reach', 'raw'] as const)
];
type Column = (typeof COLUMNS)[number];

/** How one question's answer moved under a cue, measured from a reference; null where unknown. */
export type MovementOf = (
  view: QuestionView,
  choices: { mover: CueView; reference: Reference }
) => AnswerMovement | null;

/** Everything answered, one line per question, cue and option: "save results" as CSV. */
export function answersTable(
  views: readonly QuestionView[],
  cues: readonly CueView[],
  movementOf: MovementOf
): TableData {
  return {
    columns: COLUMNS.map((name) => ({ label: t(`results.csv.${name}`) })),
    rows: views.flatMap((view) =>
      cues.flatMap((cue, index) => {
        const answer = view.answers[index];
        return answer ? cells(view, cue, answer, movementOf) : [];
      })
    )
  };
}

/** What each line of that table is about: the question, and the cue of its answer. */
export function answerLines(
  views: readonly QuestionView[],
  cues: readonly CueView[]
): { view: QuestionView; cue: CueView }[] {
  return views.flatMap((view) =>
    cues.flatMap((cue, index) =>
      view.answers[index] ? view.question.options.map(() => ({ view, cue })) : []
    )
  );
}

function cells(
  view: QuestionView,
  mover: CueView,
  { distribution }: Answer,
  movementOf: MovementOf
): (string | number | null)[][] {
  const { question, figure } = view;
  const net = movementOf(view, { mover, reference: 'control' });
  const raw = movementOf(view, { mover, reference: 'neutral' });
  return question.options.map((option, k) => {
    const share = distribution[k] ?? null;
    const zero = net?.movement.zero[k] ?? null;
    const line: Record<Column, string | number | null> = {
      ...{ question: question.id, wording: question.text, topic: question.topic },
      ...{ cue: mover.name, option, share, survey: figure?.p[k] ?? null },
      control: net?.from ?? null,
      netShare: share === null || zero === null ? null : share - zero,
      net: net?.movement.size ?? null,
      reach: net?.movement.reach ?? null,
      raw: raw?.movement.size ?? null
    };
    return COLUMNS.map((name) => line[name]);
  });
}
