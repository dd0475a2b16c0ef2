import type { Answer, RawAnswer } from '../../core/answers/types.ts';
import { templateById } from '../../core/prompts/templates.ts';
import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import { countriesIn } from '../../core/study/presets.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { answersInFile } from '../../run/asking/answersInFile.ts';
import { questionsOf, type QuestionSet } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { DEFAULT_CHOICES, planOf } from '../lab/choices.ts';
import type { BundledPicture } from '../pictures/bundled.ts';

/** The Lab's default run about several pictures at once, each answer out of the shipped file. */
export interface ShippedRun {
  plan: AskPlan;
  /** Question by question one per cue. */
  answers: readonly (readonly Answer[])[];
  raws: readonly (readonly RawAnswer[])[];
}

/**
 * What the shipped answers say of some bundled pictures and of the names of their countries, asked as
 * the Lab asks by default; null where any of it is missing.
 */
export async function shippedRun(
  shipped: ShippedAnswers,
  survey: SurveyDataset,
  set: QuestionSet,
  pictures: readonly BundledPicture[]
): Promise<ShippedRun | null> {
  const plan = planOfPictures(survey, set, pictures);
  if (!plan) return null;
  const found = await answersInFile(shipped, plan, DEFAULT_CHOICES.variant);
  const each = plan.questions.map(({ id }) => found.get(id));
  const answers = each.map((one) => (one?.answers ?? []).filter((answer) => answer !== null));
  const raws = each.map((one) => (one?.raws ?? []).filter((raw) => raw !== undefined));
  const whole = [...answers, ...raws].every((list) => list.length === plan.cues.length);
  return whole ? { plan, answers, raws } : null;
}

/** The Lab's plan about the first country, with the names of the others behind it. */
function planOfPictures(
  survey: SurveyDataset,
  questionSet: QuestionSet,
  pictures: readonly BundledPicture[]
): AskPlan | null {
  const codes = [...new Set(pictures.flatMap(({ country }) => country ?? []))];
  const [country, ...others] = codes;
  const template = templateById('brief');
  if (country === undefined || !template) return null;
  const { orders, dontKnow } = DEFAULT_CHOICES;
  const shown = pictures.map(({ picture }) => picture);
  const plan = planOf(
    {
      ...{ pictures: shown, country, questionSet, template, orders, dontKnow },
      ...{ readout: 'text', controls: true }
    },
    survey,
    questionsOf(survey, questionSet)
  );
  const names = countriesIn(survey, others).map(({ code, name }): Cue => ({
    kind: 'country',
    country: code,
    name
  }));
  return plan && { ...plan, cues: [...plan.cues, ...names] };
}
