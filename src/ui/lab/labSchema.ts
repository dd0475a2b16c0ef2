import * as v from 'valibot';
import { REFERENCES } from '../../core/measures/controls.ts';
import { METRICS } from '../../core/measures/metrics.ts';
import { PICTURE_VIEWS } from '../../core/prompts/pictureView.ts';
import { SYSTEM_CHOICES, SYSTEM_TURNS } from '../../core/prompts/systemTurn.ts';
import { readoutSchema, templateSchema } from '../../core/prompts/types.ts';
import { key, label, list, recordOf, text } from '../../core/schema.ts';
import { TOPICS } from '../../core/survey/topics.ts';
import { loadedSchema } from '../../run/asking/keptSchemas.ts';
import { CAVEAT_CHOICES } from '../../survey/comparable.ts';
import { NAMED_SETS } from '../../survey/sets.ts';

const pictures = list(key, 10_000);
const questionSet = v.picklist([...NAMED_SETS, ...TOPICS]);
const asked = {
  country: key,
  questionSet,
  orders: v.picklist(['single', 'forward+reverse', 'cyclic']),
  dontKnow: v.picklist(['omit', 'list'])
};

/** What an earlier version did not store is missing, and then as at the beginning. */
const choices = v.object({
  ...v.partial(
    v.object({
      ...asked,
      model: key,
      wordsOnly: v.literal(true),
      captions: recordOf(text),
      countryChosen: v.boolean(),
      readout: v.union([readoutSchema, v.literal('auto')]),
      variant: v.picklist(['pmi', 'raw', 'per-token']),
      templateId: label,
      customTemplate: v.nullable(templateSchema),
      system: v.picklist(SYSTEM_CHOICES),
      view: v.picklist(PICTURE_VIEWS),
      metric: v.picklist(METRICS),
      reference: v.picklist(REFERENCES),
      caveats: v.picklist(CAVEAT_CHOICES),
      told: v.picklist(['name', 'words']),
      larger: v.picklist(['hidden', 'shown']),
      guessing: v.picklist(['off', 'first'])
    })
  ).entries,
  selected: pictures
});

const spec = v.object({
  ...asked,
  pictures,
  readout: readoutSchema,
  template: templateSchema,
  system: v.optional(v.picklist(SYSTEM_TURNS)),
  controls: v.optional(v.boolean()),
  words: v.optional(list(v.object({ picture: key, caption: text }), 10_000))
});

/** The Lab's choices and last run, as this version and all earlier ones wrote them. */
export const labDocumentSchema = v.object({
  version: v.literal(1),
  choices,
  run: v.nullable(
    v.object({
      spec,
      state: v.picklist(['running', 'cancelled', 'done']),
      loaded: v.nullable(loadedSchema)
    })
  ),
  lastRate: v.custom<number | null>((value) => value === null || typeof value === 'number'),
  begun: v.optional(v.boolean())
});
