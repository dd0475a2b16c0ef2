import { MIN_EXCHANGED } from '../../inference/specificityPower.ts';
import type { Control } from '../../measures/controls.ts';
import { templateName } from '../../prompts/templateName.ts';
import type { QuestionId } from '../../survey/types.ts';
import type { Study, StudyModelRun } from '../studyTypes.ts';
import { seeingModels, someoneSees } from '../wordsOnly.ts';
import type { PlannedFigure } from './plannedFigures.ts';
import type { Headline, Plan } from './planTypes.ts';

/** What a person says beside the study itself when a plan is frozen. */
export interface PlanChoices {
  headline: Headline;
  /** Planned beside the headline's own figure. */
  figures: readonly PlannedFigure[];
  caveats: Plan['caveats'];
  topics: Plan['topics'];
}

/**
 * The study's plan as a document of its own: what decides the questions asked and what figures say,
 * and nothing else (no name, no date, nobody's licence).
 * @param words hash of each question's words; questions that the survey lacks have none
 * @param runs models that ran already, whose files are known
 */
export function studyPlan(
  study: Study,
  { headline, figures, caveats, topics }: PlanChoices,
  words: ReadonlyMap<QuestionId, string>,
  runs: Readonly<Record<string, Pick<StudyModelRun, 'manifestHash'>>> = {}
): Plan {
  const { cues, templates, readouts, orders, dontKnow, variant, metric, gate, seed } = study;
  return {
    form: 'valueshift-plan-1',
    headline,
    figures,
    models: study.models.map(({ model, manifestHash }) => ({
      model,
      manifestHash: runs[model]?.manifestHash ?? manifestHash
    })),
    countries: study.countries,
    alsoNamed: study.alsoNamed ?? [],
    pictures: study.pictures.map(({ id, country, category, included, caption = null }) => ({
      ...{ id, country, category, included, caption }
    })),
    controls: study.controls ?? [],
    ...(study.system !== undefined && { system: study.system }),
    ...(study.view !== undefined && { view: study.view }),
    ...{ cues, templates, readouts, orders, dontKnow, variant, metric, gate },
    questions: study.questions.map((id) => ({ id, words: words.get(id) ?? '' })),
    survey: study.survey.hash,
    wording: study.wording.hash,
    ...{ caveats, topics, seed }
  };
}

/** What a study can claim first: where it has the countries, that its cues point to their own. */
export function usualHeadline(
  study: Pick<Study, 'countries' | 'cues' | 'pictures' | 'models' | 'templates' | 'readouts'>
): Headline {
  const { countries, cues, pictures, models, templates, readouts } = study;
  const shown = cues.includes('picture') && pictures.length > 0 && someoneSees({ models });
  const cue = shown ? 'picture' : 'country';
  const [template] = templates;
  const condition = {
    model: (shown ? seeingModels({ models }) : models)[0]?.model ?? '',
    template: template ? templateName(template) : '',
    readout: readouts === 'reading-check' ? null : (readouts[0] ?? null)
  };
  const points = countries.length >= MIN_EXCHANGED || cue === 'country';
  return { ...headlineTest(points ? 'pointing' : 'similarity', cue), ...condition };
}

/** A test with the control and the units that belong to it. */
export function headlineTest(
  test: Headline['test'],
  cue: Headline['cue'],
  control: Control = 'others'
): Pick<Headline, 'test' | 'cue' | 'control' | 'units'> {
  return test === 'similarity'
    ? { test, cue: 'picture', control: null, units: ['questions', 'pictures'] }
    : { test, cue, control, units: ['countries'] };
}
