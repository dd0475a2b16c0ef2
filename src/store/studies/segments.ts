import { AnswerColumnsBuilder, layoutSize, type Layout } from '../../core/answers/answerColumns.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import type { AnswerSegment } from './studyStoreApi.ts';

/**
 * A step's answers as one record, after those of an earlier part of the run.
 * @param keys question id -> hash of its words (`questionKey`)
 */
export function makeSegment(
  study: string,
  id: string,
  answers: readonly RawAnswer[],
  keys: ReadonlyMap<QuestionId, string>,
  earlier?: AnswerSegment
): AnswerSegment {
  const builder = new AnswerColumnsBuilder(answers.length);
  answers.forEach((raw) => builder.add({ condition: 0, cue: 0, question: 0 }, raw));
  const { layout, layouts, values } = builder.finish();
  const questions = answers.map(({ question }) => keys.get(question) ?? '').join('');
  const made = { study, id, questions, layout, layouts, values };
  return earlier ? joined(earlier, made) : made;
}

/** The hashes of a segment's questions, row by row. */
export function keysOf(questions: string): string[] {
  return questions.match(/.{32}/g) ?? [];
}

/** Where each row's numbers begin; the last element is their end. */
export function rowStarts({ layout, layouts }: Pick<AnswerSegment, 'layout' | 'layouts'>) {
  const sizes = layouts.map(layoutSize);
  const starts = new Uint32Array(layout.length + 1);
  for (let row = 0; row < layout.length; row++) {
    starts[row + 1] = (starts[row] as number) + (sizes[layout[row] as number] ?? 0);
  }
  return starts;
}

/** Rows of both; an earlier answer to the same question stays. */
function joined(earlier: AnswerSegment, later: AnswerSegment): AnswerSegment {
  const known = new Set(keysOf(earlier.questions));
  const keys = keysOf(later.questions);
  const starts = rowStarts(later);
  const rows = [...keys.keys()].filter((row) => !known.has(keys[row] as string));
  if (rows.length === 0) return earlier;
  const layouts: Layout[] = [...earlier.layouts];
  const places = later.layouts.map((layout) => placeOf(layouts, layout));
  const parts = rows.map((row) => later.values.subarray(starts[row], starts[row + 1]));
  const values = new Float64Array(
    parts.reduce((sum, part) => sum + part.length, earlier.values.length)
  );
  values.set(earlier.values);
  let at = earlier.values.length;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return {
    ...earlier,
    questions: earlier.questions + rows.map((row) => keys[row]).join(''),
    layout: Uint16Array.from([
      ...earlier.layout,
      ...rows.map((row) => places[later.layout[row] ?? 0] ?? 0)
    ]),
    layouts,
    values
  };
}

/** Index of a layout in a list, added where it is new. */
export function placeOf(layouts: Layout[], layout: Layout): number {
  const text = JSON.stringify(layout);
  const found = layouts.findIndex((other) => JSON.stringify(other) === text);
  return found >= 0 ? found : layouts.push(layout) - 1;
}
