import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { templateById } from '../../core/prompts/templates.ts';
import { date, list, number, parsed, text } from '../../core/schema.ts';
import { countriesIn, namedBeside } from '../../core/study/presets.ts';
import { studySchema, type Study, type StudyPicture } from '../../core/study/studyTypes.ts';
import { withPictures } from '../../core/study/withPictures.ts';
import { newStudy } from '../study/open/studies.ts';
import { questionsOf } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';

const { cues, controls, system, view, readouts, orders, dontKnow, variant, metric, gate } =
  studySchema.entries;

/** `study.json` of a folder: choices; what is left out is as in the preset. */
const planSchema = v.object({
  name: text,
  preset: v.optional(v.picklist(['as-in-the-paper', 'recommended'])),
  /** Ids, or a set of them. */
  questions: v.union([v.picklist(['all', 'standard', 'quick']), list(text, 10_000)]),
  /** Codes; those of the pictures are added. Absent: those of the pictures, or the preset's. */
  countries: v.optional(list(text, 500)),
  /** Codes of countries to ask about by name alone, or how many in all. */
  alsoNamed: v.optional(v.union([number, list(text, 500)])),
  /** Ids of bundled prompt sets. */
  templates: v.optional(list(text, 100)),
  /** Of all that is drawn by chance, tiles too: absent 1, so that a run that goes on asks the same. */
  seed: v.optional(number),
  createdAt: v.optional(date),
  cues: v.optional(cues),
  ...{ controls, system, view },
  readouts: v.optional(readouts),
  orders: v.optional(orders),
  dontKnow: v.optional(dontKnow),
  variant: v.optional(variant),
  metric: v.optional(metric),
  gate: v.optional(gate)
});

/**
 * A new study of a plan and pictures, without models.
 * @param json the plan's text; null where there is none
 * @throws AppError `study-plan-missing`, `study-plan-broken`, `study-plan-unknown` (a question, country
 *   or template that is not there)
 */
export function studyOfPlan(
  json: string | null,
  pictures: readonly StudyPicture[],
  survey: SurveyDataset
): Study {
  if (json === null) throw new AppError('study-plan-missing');
  const plan = parsed(
    planSchema,
    json,
    (where, { found = '', expected = 'JSON' } = { found: '', expected: 'JSON' }) =>
      new AppError('study-plan-broken', { where, found, expected })
  );
  const { name, preset = 'recommended', seed = 1, createdAt, ...choices } = plan;
  const questions =
    typeof plan.questions === 'string'
      ? questionsOf(survey, plan.questions).map(({ id }) => id)
      : known(plan.questions, (id) => survey.question(id) !== undefined);
  const made = newStudy({
    ...{ name, preset, survey, questions, models: [], pictures, seed }
  });
  const codes = choices.countries ?? (pictures.length > 0 ? [] : undefined);
  const isCountry = (code: string) => survey.country(code) !== undefined;
  const own = codes ? countriesIn(survey, known(codes, isCountry)) : made.countries;
  const { countries } = withPictures({ pictures: [], countries: own }, survey, pictures);
  const { alsoNamed } = choices;
  return {
    ...made,
    ...choices,
    ...(createdAt !== undefined && { createdAt }),
    ...{ questions, countries },
    templates: choices.templates
      ? known(choices.templates, (id) => templateById(id) !== undefined).flatMap(
          (id) => templateById(id) ?? []
        )
      : made.templates,
    alsoNamed: Array.isArray(alsoNamed)
      ? countriesIn(survey, known(alsoNamed, isCountry))
      : namedBeside(
          countries,
          survey,
          (alsoNamed as number | undefined) ?? countries.length + (made.alsoNamed?.length ?? 0)
        ),
    preset: Object.keys(choices).length > 1 ? null : preset
  };
}

function known(names: readonly string[], isKnown: (name: string) => boolean): readonly string[] {
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) throw new AppError('study-plan-unknown', { name: unknown });
  return names;
}
