import * as v from 'valibot';
import { servedSchema } from '../../core/answers/served.ts';
import { PICTURE_VIEWS } from '../../core/prompts/pictureView.ts';
import { chatSchema, readoutSchema } from '../../core/prompts/types.ts';
import { count, key, label, list, recordOf, text } from '../../core/schema.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { ReadingReport } from './readingCheck.ts';

/** What is kept of models between visits, as this version and all earlier ones wrote it. */

/** A figure that may be missing: then it is NaN. */
const figure = v.custom<number>((value) => typeof value === 'number', 'a number');
const span = v.custom<readonly [number, number]>(
  (value) => Array.isArray(value) && value.length === 2 && v.is(list(figure, 2), value),
  'two numbers'
);

/** An AppError's code and what fills its sentence in. */
export const reasonSchema = v.object({
  code: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,80}$/, 'a code')),
  params: recordOf(v.union([text, figure]))
});

const device = v.picklist(['webgpu', 'wasm']);

export const loadedSchema = v.object({
  model: key,
  manifestHash: label,
  dtype: label,
  device: v.union([device, v.literal('server')]),
  adapter: v.nullable(label),
  threads: count,
  // Version 0.1 tried none, and had null for no reason.
  threadTrials: v.optional(list(v.object({ threads: count, ms: figure }), 1000)),
  runner: v.picklist(['packed', 'sequential', 'naive']),
  runnerReason: v.nullish(reasonSchema),
  refused: list(v.object({ device, dtype: v.optional(label), ...reasonSchema.entries }), 100),
  selfCheck: v.object({ maxError: figure, tolerance: figure, canaries: count }),
  chat: chatSchema,
  marks: v.optional(list(text)),
  wordsOnly: v.optional(v.literal(true)),
  view: v.optional(v.picklist(PICTURE_VIEWS)),
  views: v.optional(list(v.picklist(PICTURE_VIEWS), 10)),
  crossOriginIsolated: v.boolean(),
  served: v.optional(servedSchema)
}) as unknown as v.GenericSchema<unknown, LoadedModel>;

const grade = v.object({ correct: count, n: count, chance: figure, interval: span });
const estimate = v.object({ mean: figure, interval: v.nullable(span), n: count });
const calibration = v.object({ slope: estimate, error: estimate, evenError: figure });

export const readingSchema: v.GenericSchema<unknown, ReadingReport> = v.object({
  grades: v.object({ letter: grade, text: grade }),
  readout: readoutSchema,
  truths: v.optional(v.object({ letter: calibration, text: calibration }))
});
