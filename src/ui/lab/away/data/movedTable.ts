import { moverOf, zeroOf } from '../../../../core/study/sentences/movement.ts';
import type { Cell, TableData } from '../../../charts/tableData.ts';
import { t } from '../../../i18n.ts';
import type { MovementOf } from '../../results/answersTable.ts';
import { isAnswer, type CueView, type QuestionView } from '../../results/views.ts';

const COLUMNS = [
  ...(['question', 'wording', 'topic', 'scale', 'cue'] as const),
  ...(['from', 'shift', 'size', 'reach', 'beyond', 'towards', 'raw'] as const)
];
type Column = (typeof COLUMNS)[number];

/** One line of the table and what it is about. */
export interface MovedAnswer {
  view: QuestionView;
  mover: CueView;
}

/** Every answer of a name or a picture (shown or in words) whose control is answered too, in the order of the questions. */
export function movedAnswers(
  views: readonly QuestionView[],
  cues: readonly CueView[],
  movementOf: MovementOf
): MovedAnswer[] {
  const answers = isAnswer(cues);
  const movers = cues.filter((view) => answers(view) && view.cue.kind !== 'neutral');
  return views.flatMap((view) =>
    movers.flatMap((mover) =>
      movementOf(view, { mover, reference: 'control' }) ? [{ view, mover }] : []
    )
  );
}

/**
 * How far each answer moved from its usual control (for a picture the mean of the blanks, for a name and
 * for words in place of a picture the sentence without a name), in lengths of the scale, negative towards the first option; where options have no
 * order, the share that differs. `reach` is the largest distance between two blanks, and blank itself for
 * a name, whose control is one answer.
 */
export function movedTable(lines: readonly MovedAnswer[], movementOf: MovementOf): TableData {
  return {
    columns: COLUMNS.map((name) => ({ label: t(`away.movement.${name}`) })),
    rows: lines.map((line) => cells(line, movementOf))
  };
}

function cells({ view, mover }: MovedAnswer, movementOf: MovementOf): Cell[] {
  const { question } = view;
  const net = movementOf(view, { mover, reference: 'control' })?.movement;
  const raw = movementOf(view, { mover, reference: 'neutral' })?.movement;
  const reach = net?.reach ?? null;
  const towards = net?.towards ?? null;
  const line: Record<Column, Cell> = {
    ...{ question: question.id, wording: question.text, topic: question.topic },
    ...{ scale: question.scale, cue: mover.name, from: zeroOf(moverOf(mover.cue), 'control') },
    shift: net?.signed ?? null,
    size: net?.size ?? null,
    reach,
    beyond: net && reach !== null ? t(net.size > reach ? 'away.yes' : 'away.no') : null,
    towards: towards === null ? null : (question.options[towards] ?? null),
    raw: raw?.size ?? null
  };
  return COLUMNS.map((name) => line[name]);
}
