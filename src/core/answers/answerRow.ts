import type { Cue } from '../prompts/types.ts';
import type { QuestionId } from '../survey/types.ts';
import type { RawAnswer } from './types.ts';
import type { AnswerColumns } from './answerColumns.ts';

/** One row of the columns as the answer it was made from. Throws a RangeError beyond the rows. */
export function rawAnswerAt(
  columns: AnswerColumns,
  row: number,
  names: { cues: readonly Cue[]; questions: readonly { id: QuestionId }[] }
): RawAnswer {
  const layout = columns.layouts[columns.layout[row] ?? -1];
  const cue = names.cues[columns.cue[row] ?? -1];
  const question = names.questions[columns.question[row] ?? -1]?.id;
  if (!layout || !cue || question === undefined) throw new RangeError(`No answer in row ${row}.`);
  const start = columns.start[row] as number;
  const part = (index: number, size: number) =>
    Array.from(columns.values.subarray(start + index * size, start + (index + 1) * size));
  if (layout.readout === 'text') {
    const { options } = layout;
    const [sums, tokens, baseline] = [part(0, options), part(1, options), part(2, options)];
    return { question, cue, readout: 'text', sums, tokens, baseline };
  }
  const orders = layout.orders.map((order, k) => ({ order, logprobs: part(k, layout.shown) }));
  return { question, cue, readout: 'letter', orders };
}
