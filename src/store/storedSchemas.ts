import * as v from 'valibot';
import { layoutSize, type Layout } from '../core/answers/answerColumns.ts';
import { count, key, label, list, number, recordOf, text } from '../core/schema.ts';
import { frozenPlanSchema } from '../core/study/plan/planTypes.ts';
import { modelRunSchema, studySchema } from '../core/study/studyTypes.ts';
import type { StoredOwnData, StoredPicture } from './storeApi.ts';
import type { AnswerSegment, GateRow, StudyRecord } from './studies/studyStoreApi.ts';

/** What each store holds, checked when it is read: the browser's own tools can change all of it. */

export const storedPictureSchema: v.GenericSchema<unknown, StoredPicture> = v.object({
  id: key,
  name: label,
  type: label,
  width: count,
  height: count,
  file: v.instance(Blob),
  addedAt: number
});

export const ownDataSchema: v.GenericSchema<unknown, StoredOwnData> = v.object({
  id: key,
  kind: v.picklist(['survey', 'wording']),
  name: label,
  hash: label,
  file: v.instance(Blob),
  addedAt: number
});

export const studyRecordSchema: v.GenericSchema<unknown, StudyRecord> = v.object({
  id: key,
  study: studySchema,
  updatedAt: number,
  removedAt: v.nullable(number),
  origin: v.picklist(['own', 'imported']),
  runs: recordOf(modelRunSchema),
  plans: v.optional(list(frozenPlanSchema, 1000))
});

const layout: v.GenericSchema<unknown, Layout> = v.variant('readout', [
  v.object({ readout: v.literal('text'), options: count }),
  v.object({
    readout: v.literal('letter'),
    options: count,
    shown: count,
    orders: list(list(count, 1000), 1000)
  })
]);

/** Columns belong together: a layout and a question's hash for each row, and numbers for all. */
export const segmentSchema: v.GenericSchema<unknown, AnswerSegment> = v.pipe(
  v.object({
    study: key,
    id: text,
    questions: v.string(),
    layout: v.instance(Uint16Array),
    layouts: list(layout, 1000),
    values: v.instance(Float64Array)
  }),
  v.check(
    ({ layout: rows, layouts, questions, values }) =>
      questions.length === 32 * rows.length && numbersOf(rows, layouts) === values.length,
    'as many numbers as the rows need'
  )
) as v.GenericSchema<unknown, AnswerSegment>;

function numbersOf(rows: Uint16Array, layouts: readonly Layout[]): number {
  const sizes = layouts.map(layoutSize);
  return rows.reduce((sum, place) => sum + (sizes[place] ?? NaN), 0);
}

export const gateRowSchema: v.GenericSchema<unknown, GateRow> = v.union([
  v.object({
    study: key,
    id: text,
    picture: label,
    sums: list(v.number(), 10_000),
    tokens: list(number, 10_000)
  }),
  v.object({ study: key, id: text, picture: label, text: v.string(), cut: v.boolean() })
]);
