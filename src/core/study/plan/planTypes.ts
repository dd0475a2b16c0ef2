import * as v from 'valibot';
import { CONTROLS } from '../../measures/controls.ts';
import { categorySchema, readoutSchema, templateSchema } from '../../prompts/types.ts';
import { count, date, hash, key, list, listOnce, number, recordOf, text } from '../../schema.ts';
import { gateRuleSchema, studySchema } from '../studyTypes.ts';
import { PLANNED_FIGURES } from './plannedFigures.ts';

/** What a claim is tested over. */
const unit = v.picklist(['questions', 'pictures', 'countries']);

/**
 * The one test that a study stands or falls with. `pointing`: the mean own-country percentile of
 * pictures or names; `similarity`: similarity with pictures minus with the name.
 */
const headlineSchema = v.object({
  test: v.picklist(['pointing', 'similarity']),
  cue: v.picklist(['picture', 'country']),
  /** What cues are measured against; of a difference between two cues null. */
  control: v.nullable(v.picklist(CONTROLS)),
  units: list(unit, 3),
  model: key,
  /** By `templateName`. */
  template: text,
  /** Null: the first of those that the reading check chooses. */
  readout: v.nullable(readoutSchema)
});
export type Headline = v.InferOutput<typeof headlineSchema>;

const { entries } = studySchema;

/** Everything that decides what a study asks and what its figures say: the text that is hashed. */
export const planSchema = v.object({
  form: v.literal('valueshift-plan-1'),
  headline: headlineSchema,
  /** Planned figures, the headline's own among them. */
  figures: list(v.picklist(PLANNED_FIGURES), 10),
  models: entries.models,
  countries: entries.countries,
  alsoNamed: entries.countries,
  pictures: list(
    v.object({
      id: hash,
      country: key,
      category: categorySchema,
      included: v.picklist(['gate', 'yes', 'no']),
      caption: v.nullable(text)
    })
  ),
  cues: entries.cues,
  controls: list(v.picklist(CONTROLS), 6),
  templates: list(templateSchema, 100),
  system: entries.system,
  view: entries.view,
  readouts: entries.readouts,
  orders: entries.orders,
  dontKnow: entries.dontKnow,
  variant: entries.variant,
  metric: entries.metric,
  gate: gateRuleSchema,
  /** With a hash of each one's words. */
  questions: listOnce(v.object({ id: key, words: text }), ({ id }) => id, 10_000),
  /** SHA-256 of the data. */
  survey: hash,
  wording: hash,
  /** Figures with caveats: left out, or in. */
  caveats: v.picklist(['out', 'in']),
  topics: v.picklist(['ours', 'paper']),
  seed: number
});
export type Plan = v.InferOutput<typeof planSchema>;

/** A plan as it was fixed once; a study's later ones stand behind it and take nothing back. */
export const frozenPlanSchema = v.object({
  plan: planSchema,
  /** Of the plan's canonical text, in UTF-8 (docs/adr/011). */
  sha256: hash,
  frozenAt: date,
  /** Answers that the study had at that moment. */
  answers: count,
  /** When a deviation was first seen, by its name. */
  deviatedAt: v.optional(recordOf(date))
});
export type FrozenPlan = v.InferOutput<typeof frozenPlanSchema>;
