import { AppError } from '../core/errors.ts';
import { templateById, TEMPLATES } from '../core/prompts/templates.ts';
import type { AskPlan, Cue, PromptTemplate } from '../core/prompts/types.ts';
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
  const { questions, cues } = await resolve(request);
  return { questions: questions.length, cues: cues.length + request.pictures.length };
}

async function resolve(request: AskRequest) {
  const survey = await loadSurvey();
  const questions = questionsNamed(request.questions, survey);
  const template = bundledTemplate(request.template);
  const countries = request.countries.map((code) => countryCue(code, survey));
  const cues: Cue[] = [{ kind: 'neutral' }, ...countries];
  return { survey, questions, template, cues, country: countries[0]?.country ?? null };
}

/** Asks what the request names and exports it as the Lab would. */
export async function ask(
  request: AskRequest,
  engine: EngineApi,
  loaded: LoadedModel,
  answers: AnswerStore
): Promise<ScriptedRun> {
  const { survey, questions, template, cues, country } = await resolve(request);
  const pictures = [];
  for (const index of request.pictures) {
    const picture = await takeInput(index, engine);
    pictures.push(picture);
    cues.push({ kind: 'picture', picture: picture.id, category: null });
  }
  const { readout, orders, dontKnow, variant } = request;
  const plan: AskPlan = { cues, questions, template, readout, orders, dontKnow };
  const { done } = createAsk({ engine, answers, loaded })(plan, {
    onAnswer: () => undefined,
    onProgress: (progress) => report('answers', progress.done, progress.total)
  });
  const { counters, cached } = await done;
  const stored = { plan, variant, loaded, pictures, survey, country };
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

function countryCue(code: string, survey: SurveyDataset): Extract<Cue, { kind: 'country' }> {
  const country = survey.country(code.toUpperCase());
  if (!country) throw new AppError('country-unknown', { country: code });
  return { kind: 'country', country: country.code, name: countryInPrompt(country).name };
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
