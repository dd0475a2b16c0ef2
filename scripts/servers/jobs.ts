import { readFile } from 'node:fs/promises';
import { planJobs } from '../../src/core/prompts/plan.ts';
import { brief } from '../../src/core/prompts/brief.ts';
import type { AskPlan, Cue, PromptJob } from '../../src/core/prompts/types.ts';
import type { Question } from '../../src/core/survey/types.ts';
import { MARKED_CHAT } from '../../src/servers/markedChat.ts';
import { openSurvey } from '../../src/survey/dataset.ts';

interface Asked {
  /** Names of countries to be told, one cue each; empty: nothing is told. */
  countries?: readonly string[];
  /** SHA-256 of pictures to be shown, one cue each. */
  pictures?: readonly string[];
  questions: number;
  readout?: AskPlan['readout'];
  /** A sentence before all else, for beginnings that no server has seen. */
  opening?: string;
  /** Rules behind the country, so that beginnings weigh what they weigh in the paper's template. */
  rules?: string;
}

/** Prompts of a study, for a served model, in the order in which a study asks them. */
export async function studyJobs(asked: Asked): Promise<PromptJob[]> {
  const {
    countries = [],
    pictures = [],
    questions,
    readout = 'letter',
    opening = '',
    rules = ''
  } = asked;
  // Read from here: once a script has imported this file, nothing more is imported by it.
  const texts = ['survey', 'figures'].map((name) =>
    readFile(`src/survey/data/${name}.json`, 'utf8')
  );
  const survey = await openSurvey(...((await Promise.all(texts)) as [string, string]));
  const cues: Cue[] = [
    ...countries.map((name) => ({ kind: 'country' as const, country: name, name })),
    ...pictures.map((picture) => ({ kind: 'picture' as const, picture, category: null }))
  ];
  const plan: AskPlan = {
    cues: cues.length > 0 ? cues : [{ kind: 'neutral' }],
    questions: survey.questions.filter(hasNoDigits).slice(0, questions),
    // The country first, as a picture is: what is behind it is a beginning of its own.
    template: {
      ...brief,
      cue: { ...brief.cue, country: opening + brief.cue.country.replace('. ', `. ${rules}`) }
    },
    readout,
    orders: 'single',
    dontKnow: 'omit',
    system: 'own'
  };
  return planJobs(plan, MARKED_CHAT).map(({ job }) => job);
}

/**
 * The bundled tokenizer leaves digits together, llama.cpp's for SmolLM2 parts them: engines are to be
 * compared behind the same tokens.
 */
const hasNoDigits = ({ text, options }: Question) =>
  ![text, ...options].some((one) => /\d/.test(one));
