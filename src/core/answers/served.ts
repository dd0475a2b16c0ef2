import * as v from 'valibot';
import { list, number, recordOf, text } from '../schema.ts';

/** How a server is spoken to; `elsewhere`: its log-probabilities came in a table (docs/servers.md). */
export const DIALECTS = ['vllm', 'llama.cpp', 'openai', 'elsewhere'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What was found by asking a server known questions before it was asked anything else. */
export const probeSchema = v.object({
  /** Are the log-probabilities those before temperature and masks? Null where it cannot be told. */
  raw: v.nullable(v.boolean()),
  /** Is an opened answer gone on with, not answered anew? */
  continues: v.boolean(),
  /** How many letters can be asked for at once and are told exactly. */
  letters: number,
  /** Largest difference, in nats, of one prompt alone and among others. */
  batch: number,
  /** Did a red and a blue square give other answers? Null for a model without pictures. */
  pictures: v.nullable(v.boolean())
});
export type ServerProbe = v.InferOutput<typeof probeSchema>;

/**
 * Where answers of a server come from, as far as it tells. All but the probe's differences and the
 * requests in flight decide the answers' keys (`servers/provenance.ts`).
 */
export const servedSchema = v.object({
  dialect: v.picklist(DIALECTS),
  /** Name of the program, for example `vLLM`. */
  server: text,
  version: v.nullable(text),
  /** The model by the server's name for it, and what tells its files apart where that is known. */
  modelId: text,
  revision: v.nullable(text),
  quantisation: v.nullable(text),
  /** The chat template's text, where the server tells it. */
  template: v.nullable(text),
  probe: v.nullable(probeSchema),
  /** Settings of the server that may move numbers: slots, context, cache type, as it names them. */
  settings: recordOf(text),
  /** Columns that a table made elsewhere gives about itself. */
  notes: v.optional(list(text, 20))
});
export type Served = v.InferOutput<typeof servedSchema>;

/** Names of served models begin so; folders of the page's own do not. */
export const SERVED_BEGINNING = 'served-';

export const isServedName = (model: string) => model.startsWith(SERVED_BEGINNING);
