import * as v from 'valibot';
import { exportedModelSchema } from '../answers/exportedModel.ts';
import { METRICS } from '../measures/metrics.ts';
import { categorySchema, chatSchema, readoutSchema, templateSchema } from '../prompts/types.ts';
import { PICTURE_VIEWS } from '../prompts/pictureView.ts';
import { SYSTEM_CHOICES } from '../prompts/systemTurn.ts';
import { ASKED_CONTROLS, MAIN_CUES } from '../prompts/cueKinds.ts';
import { count, date, hash, key, label, list, listOnce, number, text } from '../schema.ts';
import { dataNameSchema } from '../survey/types.ts';
import { GATE_METHODS, GATE_PROMPTS } from './gateMethod.ts';

/** A country of a study; its name is as the prompt spells it, with its article: `countryInPrompt`. */
const studyCountry = v.object({ code: key, name: label });
export type StudyCountry = v.InferOutput<typeof studyCountry>;

const studyModel = v.object({
  /** Folder under `models/`. */
  model: key,
  /** SHA-256 of the model's manifest; null until it was loaded once. */
  manifestHash: v.nullable(hash),
  /** It reads words only; absent: it takes pictures, or was never looked at. */
  wordsOnly: v.optional(v.literal(true))
});
export type StudyModel = v.InferOutput<typeof studyModel>;

const studyPicture = v.object({
  id: hash,
  name: label,
  country: key,
  category: categorySchema,
  /** US dollars a month of the people shown; null where unknown or not about people. */
  incomeUsdPerMonth: v.nullable(v.pipe(number, v.minValue(0, 'an income from 0'))),
  licence: v.nullable(text),
  source: v.nullable(text),
  /** What it shows, in words: its `caption` control. Absent or null: it has none. */
  caption: v.optional(v.nullable(text)),
  /** Who decides whether it takes part: the country gate, or a person. */
  included: v.picklist(['gate', 'yes', 'no'])
});
export type StudyPicture = v.InferOutput<typeof studyPicture>;
export type Inclusion = StudyPicture['included'];

export const gateRuleSchema = v.object({
  /** Off: every picture that nobody took out by hand takes part. */
  on: v.boolean(),
  /** How the model is asked; absent, as in studies of earlier versions: `exact`. */
  method: v.optional(v.picklist(GATE_METHODS)),
  /** `free`: what the model is asked; absent, as in studies of earlier versions: `brief`. */
  prompt: v.optional(v.picklist(GATE_PROMPTS)),
  /** `exact`: how a country name is scored: alone, or against the same name without the picture. */
  variant: v.picklist(['raw', 'pmi']),
  /**
   * Do names that the study does not spell itself have their article ("the Netherlands")? Absent, as
   * in studies of earlier versions: no.
   */
  articles: v.optional(v.boolean()),
  /** Ranks that pass, by kind of picture (the paper: the first, for people the first two). */
  passRank: v.object({ people: count, other: count })
});
export type GateRule = v.InferOutput<typeof gateRuleSchema>;

/** Ten times as many as the largest study that was run; a zip holds no more. */
const MOST_PICTURES = 19_000;

const codeOf = ({ code }: StudyCountry) => code;

/** A study as one plain document (JSON-like): everything that decides what is asked and shown. */
export const studySchema = v.object({
  id: key,
  name: label,
  createdAt: date,
  /** The preset that it still follows; null once a choice was changed. */
  preset: v.nullable(v.picklist(['as-in-the-paper', 'recommended'])),
  models: listOnce(studyModel, ({ model }) => model, 100),
  countries: listOnce(studyCountry, codeOf, 500),
  /**
   * Countries to ask about by name alone: whether a model follows the survey at all shows only over
   * many. The study's own may be among them. Absent: none.
   */
  alsoNamed: v.optional(listOnce(studyCountry, codeOf, 500)),
  pictures: listOnce(studyPicture, ({ id }) => id, MOST_PICTURES),
  cues: list(v.picklist(MAIN_CUES), 3),
  /** Asked beside the cues, as their zero. Absent, as in studies of earlier versions: none. */
  controls: v.optional(list(v.picklist(ASKED_CONTROLS), 4)),
  templates: list(templateSchema, 100),
  /** Where a template has no system turn. Absent, as in studies of earlier versions: `none`. */
  system: v.optional(v.picklist(SYSTEM_CHOICES)),
  /** How pictures are looked at, by models that can choose. Absent, as in studies of earlier versions: `one`. */
  view: v.optional(v.picklist(PICTURE_VIEWS)),
  /** `reading-check` leaves the choice to each model's own reading check. */
  readouts: v.union([v.literal('reading-check'), list(readoutSchema, 2)]),
  orders: v.picklist(['single', 'forward+reverse', 'cyclic']),
  dontKnow: v.picklist(['omit', 'list']),
  variant: v.picklist(['pmi', 'raw', 'per-token']),
  questions: listOnce(key, (id) => id, 10_000),
  survey: dataNameSchema,
  wording: dataNameSchema,
  metric: v.picklist(METRICS),
  gate: gateRuleSchema,
  /** Decides every resample and permutation. */
  seed: number
});
export type Study = v.InferOutput<typeof studySchema>;
export type PresetName = NonNullable<Study['preset']>;

/** One way of asking: what a table compares. `template` is named as by `templateName`. */
export const conditionSchema = v.object({
  model: key,
  template: label,
  /** Whose system turn opens the prompts; absent: there is none. */
  system: v.optional(v.picklist(['own', 'text'])),
  /** How the model looks at pictures; absent: it has one way. */
  view: v.optional(v.picklist(PICTURE_VIEWS)),
  readout: readoutSchema
});
export type Condition = v.InferOutput<typeof conditionSchema>;

/** A model as it answered a study: what its answers' keys and the study's export rest on. */
export const modelRunSchema = v.object({
  ...exportedModelSchema.entries,
  /** How it could look at pictures; absent: it has one way. */
  views: v.optional(list(v.picklist(PICTURE_VIEWS), 2)),
  chat: chatSchema,
  /** What was read: the study's own choice, or what the reading check said. */
  readouts: list(readoutSchema, 2)
});
export type StudyModelRun = v.InferOutput<typeof modelRunSchema>;
