import { plannedCost } from '../../core/study/plannedCost.ts';
import { paperFilter, paperRules } from '../../core/study/paperRules.ts';
import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { newStudy } from '../study/open/studies.ts';
import { PAPER_MODELS_SERVED, serveLine, type PaperModel } from './paperModels.ts';

/** What an estimate rests on; nothing of it was measured here. */
export interface CostAssumed {
  /** Pictures of each country, every second one of people. */
  pictures: number;
  /** Operations that one card does in a second on prompts, in 10^12: a part of what its maker states. */
  teraflops: number;
  /** Prompts a second that a server takes at most, whatever the model's size. */
  prompts: number;
  /** Tokens a second that a server writes in all, answers of the gate side by side. */
  written: number;
  /** US dollars for one card and hour. */
  price: number;
}

export const COST_ASSUMED: CostAssumed = {
  pictures: 50,
  teraflops: 200,
  prompts: 40,
  written: 800,
  price: 2.5
};

export interface ModelCost {
  model: PaperModel;
  /** Of weights in bfloat16. */
  gigabytes: number;
  prompts: number;
  /** Computed, each prefix once: the server keeps it. In millions. */
  megatokens: number;
  hours: number;
  dollars: number;
  /** On a server that computes every prompt anew. */
  hoursAnew: number;
}

/**
 * A study as the preset of the paper's design makes it: its ten countries, every question that the
 * paper's selection rules let in, its prompts and its gate, asked of one model that takes pictures.
 * @param each pictures of a country; their ids stand for files that nobody has
 */
export function paperStudy(survey: SurveyDataset, each: number): Study {
  const study = newStudy({
    name: 'The paper’s design',
    preset: 'as-in-the-paper',
    survey,
    questions: survey.questions.map(({ id }) => id),
    models: [{ model: 'served', manifestHash: null }],
    pictures: [],
    seed: 1
  });
  const pictures = study.countries.flatMap(({ code }, at) =>
    Array.from({ length: each }, (_, k): StudyPicture => ({
      id: (at * each + k).toString(16).padStart(64, '0'),
      ...{ name: `${code}-${k}.jpg`, country: code, category: k % 2 ? 'people' : 'food' },
      ...{ incomeUsdPerMonth: null, licence: null, source: null, included: 'gate' }
    }))
  );
  const whole = { ...study, pictures };
  return { ...whole, ...paperFilter(whole, paperRules(whole, [], survey)) };
}

/**
 * Time and price of a study on one server, from the project's own count of prompts and tokens: tokens
 * over `teraflops x cards / (2 x weights)`, or prompts over what a server takes, whichever is longer,
 * and what the gate writes.
 */
export function costOn(
  model: PaperModel,
  study: Study,
  survey: SurveyDataset,
  { teraflops, prompts, written, price }: CostAssumed
): ModelCost {
  const { cost, gate } = plannedCost(study, survey, model.pictureTokens);
  const tokens = cost.tokens + gate.tokens - gate.written;
  const jobs = cost.jobs + gate.jobs;
  const speed = (teraflops * 1e12 * model.cards) / (2 * model.billions * 1e9);
  const writing = gate.written / written;
  const hoursFor = (computed: number) =>
    (Math.max(computed / speed, jobs / prompts) + writing) / 3600;
  const hours = hoursFor(tokens);
  // A prefix has as many prompts behind it as any other: one readout, and all questions.
  const again = cost.jobs / Math.max(1, cost.prefixes) - 1;
  return {
    model,
    gigabytes: model.billions * 2,
    prompts: jobs,
    megatokens: tokens / 1e6,
    hours,
    dollars: hours * model.cards * price,
    hoursAnew: hoursFor(tokens + cost.prefixTokens * again)
  };
}

/** The table of docs/servers.md and the lines that serve the models, as Markdown. */
export function paperCostText(survey: SurveyDataset, assumed: CostAssumed): string {
  const study = paperStudy(survey, assumed.pictures);
  const costs = PAPER_MODELS_SERVED.map((model) => costOn(model, study, survey, assumed));
  const rows = costs.map(({ model, gigabytes, prompts, megatokens, hours, dollars, hoursAnew }) => [
    `\`${model.id}\``,
    `${Math.round(gigabytes)} GB`,
    `${model.cards} × 80 GB`,
    prompts.toLocaleString('en'),
    `${megatokens.toFixed(1)} M`,
    `${hours.toFixed(1)} h`,
    `$${dollars.toFixed(0)}`,
    `${hoursAnew.toFixed(1)} h`
  ]);
  const head = ['model', 'weights', 'cards', 'prompts', 'tokens', 'time', 'price', 'anew'];
  const table = [head, head.map(() => '-'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const { questions, countries, pictures } = study;
  return [
    `${questions.length} questions, ${countries.length} countries, ${pictures.length} pictures; assumed: ${assumed.teraflops} · 10¹² operations a second and card, at most ${assumed.prompts} prompts a second, ${assumed.written} written tokens a second, $${assumed.price} a card and hour.`,
    '',
    ...table,
    '',
    ...PAPER_MODELS_SERVED.map(serveLine)
  ].join('\n');
}
