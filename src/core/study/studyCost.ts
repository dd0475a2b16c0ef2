import { pictureOf } from '../prompts/cues.ts';
import { planJobs } from '../prompts/plan.ts';
import { renderPrefix } from '../prompts/render.ts';
import type { ChatFormat, Cue, PromptJob, PromptTemplate, Readout } from '../prompts/types.ts';
import type { Question } from '../survey/types.ts';
import { readoutsOf } from './studyCues.ts';
import type { Study } from './studyTypes.ts';
import { isWords, seeingModels } from './wordsOnly.ts';

/** What a study will ask for; all counts are exact but for `tokens` and `storedBytes`. */
export interface StudyCost {
  questions: number;
  /** Prompts up to the question: each is computed once (a picture's tokens included). */
  prefixes: number;
  /** Pictures that are looked at, blanks and shuffled ones included, once per model that takes pictures. */
  pictures: number;
  /** Prompts to score; baselines of the `text` readout included. */
  jobs: number;
  /** One per question, cue, template, readout and model. */
  answers: number;
  /** Tokens that the decoder computes, estimated from the prompts' lengths. */
  tokens: number;
  /** Of these the prefixes', a picture's tokens included. */
  prefixTokens: number;
  /** Space for the scores in the browser's store, estimated. */
  storedBytes: number;
}

export interface CostAssumptions {
  chat: ChatFormat;
  /** Tokens that one picture stands for in the prompt. */
  pictureTokens: number;
  /** Characters a token: about 4 in English prose for vocabularies of this size. */
  charactersPerToken?: number;
}

/** Key, entry and index of a stored score, beside its numbers (measured order of size). */
const ENTRY_BYTES = 120;
/** Head of a packed score, and log-probability with token count for each target. */
const SCORE_BYTES = { head: 16, perTarget: 12 };

/**
 * Cost of a study before it runs. Suffixes depend on the question alone, so that one cue's jobs
 * stand for all. A study that leaves the readout to the reading check is counted with `letter`,
 * the dearer one.
 */
export function studyCost(
  study: Pick<Study, 'models' | 'countries' | 'templates' | 'readouts' | 'orders' | 'dontKnow'>,
  all: readonly Cue[],
  questions: readonly Question[],
  assumptions: CostAssumptions
): StudyCost {
  const readouts: readonly Readout[] =
    study.readouts === 'reading-check' ? ['letter'] : study.readouts;
  const seeing = seeingModels(study).length;
  const looked = all.flatMap((cue) => pictureOf(cue) ?? []);
  const pictures = new Set(looked).size * seeing;
  /** How many models are asked under a cue. */
  const modelsOf = (cue: Cue) => (isWords(cue) ? study.models.length : seeing);
  const none = { prefixes: 0, jobs: 0, answers: 0, tokens: 0, prefixTokens: 0, storedBytes: 0 };
  const cost = { ...none, pictures, questions: questions.length };
  for (const template of study.templates) {
    for (const readout of readouts) {
      const cues = all.filter((cue) => readoutsOf(study, cue, readouts).includes(readout));
      const plan = { ...study, cues: cues.slice(0, 1), questions, template, readout };
      const jobs = planJobs(plan, assumptions.chat);
      const prefixes = sum(cues.map(modelsOf));
      // Jobs of no cue are shared by all.
      const overCues = (of: (job: PromptJob) => number) =>
        sum(
          jobs.map(({ job, cueIndex }) => of(job) * (cueIndex < 0 ? study.models.length : prefixes))
        );
      const prefixTokens = sum(
        cues.map((cue) => tokensOfPrefix(template, cue, assumptions) * modelsOf(cue))
      );
      cost.prefixes += prefixes;
      cost.answers += prefixes * questions.length;
      cost.jobs += overCues(() => 1);
      cost.prefixTokens += prefixTokens;
      cost.tokens += prefixTokens + overCues((job) => tokensOfJob(job, assumptions));
      cost.storedBytes += overCues(bytesOfScore);
    }
  }
  return cost;
}

function tokensOfPrefix(template: PromptTemplate, cue: Cue, assumptions: CostAssumptions): number {
  const text = renderPrefix(template, cue, assumptions.chat);
  const picture = pictureOf(cue) === null ? 0 : assumptions.pictureTokens;
  return tokensOfText(text.replace('<image>', ''), assumptions) + picture;
}

/** A job behind its prefix; continuations are packed beside each other and computed too. */
export function tokensOfJob({ suffix, targets }: PromptJob, assumptions: CostAssumptions): number {
  const words = targets.kind === 'continuations' ? targets.continuations : [];
  return sum([suffix, ...words].map((text) => tokensOfText(text, assumptions)));
}

export function tokensOfText(text: string, { charactersPerToken = 4 }: CostAssumptions): number {
  return Math.ceil(text.length / charactersPerToken);
}

export function bytesOfScore({ targets }: PromptJob): number {
  const n = targets.kind === 'letters' ? targets.letters.length : targets.continuations.length;
  return ENTRY_BYTES + SCORE_BYTES.head + SCORE_BYTES.perTarget * n;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
