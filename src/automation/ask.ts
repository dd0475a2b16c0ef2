import { AppError } from '../core/errors.ts';
import { templateById, TEMPLATES } from '../core/prompts/templates.ts';
import { ASKED_CONTROLS } from '../core/prompts/cueKinds.ts';
import type { AskPlan, PictureId, PromptTemplate } from '../core/prompts/types.ts';
import { systemPart } from '../core/study/systemChoice.ts';
import { studyCues } from '../core/study/studyCues.ts';
import type { StudyCountry } from '../core/study/studyTypes.ts';
import { countryInPrompt } from '../core/survey/countryInPrompt.ts';
import type { Question } from '../core/survey/types.ts';
import type { EngineApi, LoadedModel } from '../engine/engineApi.ts';
import { createAsk } from '../run/asking/ask.ts';
import { exportStored } from '../run/asking/exportStored.ts';
import type { AnswerStore } from '../store/storeApi.ts';
import { loadSurvey } from '../survey/dataset.ts';
import { NAMED_SETS, questionsOf } from '../survey/sets.ts';
import type { SurveyDataset } from '../survey/types.ts';
import type { AskRequest, ScriptedRun } from './automationApi.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

/** Resolves a request's names; a wrong one is told before a model is loaded. */
export async function check(request: AskRequest): Promise<{ questions: number; cues: number }> {
  const { questions, cuesWith } = await resolve(request);
  const pictures = request.pictures.map((index) => `input ${index}`);
  return { questions: questions.length, cues: cuesWith(pictures).length };
}

async function resolve(request: AskRequest) {
  const survey = await loadSurvey();
  const questions = questionsNamed(request.questions, survey);
  const template = bundledTemplate(request.template);
  const countries = request.countries.map((code) => countryNamed(code, survey));
  /** Every cue with its controls, in the order of a study. @param pictures ids, parallel to the request's */
  const cuesWith = (pictures: readonly PictureId[]) =>
    studyCues(
      {
        cues: ['neutral', ...(countries.length > 0 ? ['country' as const] : []), 'picture'],
        controls: ASKED_CONTROLS.filter((control) => request.controls?.includes(control)),
        countries,
        seed: request.seed ?? 1
      },
      pictures.map((id, k) => ({ id, category: null, caption: request.captions?.[k] ?? null }))
    );
  return { survey, questions, template, cuesWith, country: countries[0]?.code ?? null };
}

/** Asks what the request names and exports it as the Lab would. */
export async function ask(
  request: AskRequest,
  engine: EngineApi,
  loaded: LoadedModel,
  answers: AnswerStore
): Promise<ScriptedRun> {
  const { survey, questions, template, cuesWith, country } = await resolve(request);
  const pictures = [];
  for (const index of request.pictures) pictures.push(await takeInput(index, engine));
  const { readout, orders, dontKnow, variant, controls } = request;
  const cues = cuesWith(pictures.map(({ id }) => id));
  const plan: AskPlan = {
    ...{ cues, questions, template, readout, orders, dontKnow },
    ...systemPart(request, loaded.model)
  };
  const { done } = createAsk({ engine, answers, loaded })(plan, {
    onAnswer: () => undefined,
    onProgress: (progress) => report('answers', progress.done, progress.total)
  });
  const { counters, cached } = await done;
  const stored = {
    plan,
    variant,
    loaded,
    pictures,
    survey,
    country,
    ...(controls && { controls })
  };
  return { ...(await exportStored(stored, answers)), run: { cached, counters } };
}

/** A bundled template by id; `template-unknown` names the ids there are. */
export function bundledTemplate(id: string): PromptTemplate {
  const template = templateById(id);
  if (template) return template;
  throw new AppError('template-unknown', {
    template: id,
    known: TEMPLATES.map((known) => known.id).join(', ')
  });
}

function countryNamed(code: string, survey: SurveyDataset): StudyCountry {
  const country = survey.country(code.toUpperCase());
  if (!country) throw new AppError('country-unknown', { country: code });
  return countryInPrompt(country);
}

export function questionsNamed(names: readonly string[], survey: SurveyDataset): Question[] {
  const found = names.flatMap((name) => {
    const set = NAMED_SETS.find((named) => named === name);
    if (set) return questionsOf(survey, set);
    const question = survey.question(name);
    if (!question) throw new AppError('question-unknown', { question: name });
    return question;
  });
  return [...new Set(found)];
}
