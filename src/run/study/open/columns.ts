import {
  layoutSize,
  type AnswerColumns,
  type Layout
} from '../../../core/answers/answerColumns.ts';
import type { Breather } from '../../../workers/breather.ts';
import type { AnswerSegment } from '../../../store/studies/studyStoreApi.ts';
import { keysOf, placeOf, rowStarts } from '../../../store/studies/segments.ts';

/** A segment and where its answers belong in the study's frame. */
export interface PlacedSegment {
  segment: AnswerSegment;
  condition: number;
  cue: number;
}

/**
 * The columns of a study, out of its segments. Typed arrays all the way: a million answers take
 * parts of a second.
 * @param questions hash of the words -> index in the frame; rows of other questions are left out
 */
export async function columnsOf(
  placed: readonly PlacedSegment[],
  questions: ReadonlyMap<string, number>,
  breather: Breather
): Promise<AnswerColumns> {
  let rows = 0;
  let numbers = 0;
  const layouts: Layout[] = [];
  // Most segments hold the same questions in the same order.
  const indexes = new Map<string, readonly number[]>();
  const indexOf = (text: string) => {
    const known = indexes.get(text);
    if (known) return known;
    const made = keysOf(text).map((key) => questions.get(key) ?? -1);
    indexes.set(text, made);
    return made;
  };
  const sources = [];
  for (const { segment, condition, cue } of placed) {
    await breather.rest();
    const places = segment.layouts.map((layout) => placeOf(layouts, layout));
    const starts = rowStarts(segment);
    const index = indexOf(segment.questions);
    index.forEach((question, row) => {
      if (question < 0) return;
      rows += 1;
      numbers += (starts[row + 1] as number) - (starts[row] as number);
    });
    sources.push({ segment, condition, cue, places, starts, index });
  }
  const columns: AnswerColumns = {
    length: rows,
    condition: new Uint16Array(room(2 * rows)),
    cue: new Uint32Array(room(4 * rows)),
    question: new Uint16Array(room(2 * rows)),
    layout: new Uint16Array(room(2 * rows)),
    start: new Uint32Array(room(4 * rows)),
    values: new Float64Array(room(8 * numbers)),
    layouts
  };
  const sizes = layouts.map(layoutSize);
  let row = 0;
  let at = 0;
  for (const { segment, condition, cue, places, starts, index } of sources) {
    await breather.rest();
    // One copy where every row is wanted, which is the rule.
    const whole = !index.includes(-1);
    if (whole) columns.values.set(segment.values, at);
    for (let from = 0; from < index.length; from++) {
      const question = index[from] as number;
      if (question < 0) continue;
      const layout = places[segment.layout[from] as number] as number;
      columns.condition[row] = condition;
      columns.cue[row] = cue;
      columns.question[row] = question;
      columns.layout[row] = layout;
      columns.start[row] = at;
      if (!whole) columns.values.set(segment.values.subarray(starts[from], starts[from + 1]), at);
      at += sizes[layout] as number;
      row += 1;
    }
  }
  return columns;
}

/** Shared with the workers where the page may: copying a million answers would hold it up. */
function room(bytes: number): ArrayBufferLike {
  return globalThis.crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
