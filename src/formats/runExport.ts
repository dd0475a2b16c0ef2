import { toAnswer } from '../core/answers/answer.ts';
import { AnswerAssembler } from '../core/answers/assembler.ts';
import type { PlannedJob } from '../core/prompts/plan.ts';
import { metricApplies, similarity } from '../core/measures/similarity.ts';
import { METRICS, type Metric } from '../core/measures/metrics.ts';
import { openedWith } from '../core/prompts/openedWith.ts';
import type { AskPlan, ChatFormat, Cue, Order, PictureId } from '../core/prompts/types.ts';
import type {
  CountryCode,
  DataName,
  Distribution,
  Question,
  QuestionId,
  Scale
} from '../core/survey/types.ts';
import type { Control } from '../core/measures/controls.ts';
import type { ExportedOrigin } from './exportedOrigin.ts';
import { exportNet, type ExportedNet } from './netExport.ts';
import type { ExportedModel } from '../core/answers/exportedModel.ts';
import type { PromptScore, RawAnswer, TextVariant } from '../core/answers/types.ts';

/** Whose answers the model's are compared with. */
export interface ExportedComparison {
  survey: DataName;
  country: CountryCode;
  figure(question: QuestionId): { p: Distribution; source: string; weighted: boolean } | undefined;
  /** Why a figure is not quite comparable; empty where it is. */
  caveats(question: QuestionId): readonly string[];
}

/** One prompt as it was measured. Natural logarithms; milliseconds; decoder tokens computed. */
interface ExportedCost {
  prefillTokens: number;
  ms: number;
}

export interface ExportedLetters extends ExportedCost {
  order: Order;
  /** Log-probability of each letter as shown; "don't know" letters, if listed, last. */
  logprobs: Record<string, number>;
  letterMass: number;
}

export interface ExportedWords extends ExportedCost {
  continuations: readonly string[];
  /** Sum of token log-probabilities per continuation, and the same under the lead-in alone. */
  logprobs: readonly number[];
  tokens: readonly number[];
  baseline: readonly number[];
}

export interface ExportedAnswer {
  question: QuestionId;
  /** Index into the export's `cues`. */
  cue: number;
  /** Over the substantive options, parallel to the question's `codes`; sums to 1. */
  distribution: Distribution;
  letters?: ExportedLetters[];
  words?: ExportedWords;
  letterMass: number | null;
  orderSensitivity: { divergence: number; flips: boolean } | null;
  /** With the compared country's figures, under each reading; null where one has no meaning. */
  similarity: Record<Metric, number | null> | null;
}

/** What "save results" writes and `npm run score` prints: everything a reader needs to check a run. */
export interface RunExport {
  format: 'valueshift-run';
  version: 1;
  createdAt: string;
  model: ExportedModel;
  readout: AskPlan['readout'];
  variant: TextVariant | null;
  orders: AskPlan['orders'];
  dontKnow: AskPlan['dontKnow'];
  template: AskPlan['template'];
  /** What the model's own chat template puts before a prompt that has no system turn; missing: left out. */
  opening?: string;
  metrics: readonly Metric[];
  cues: readonly Cue[];
  pictures: { id: PictureId; name: string }[];
  questions: readonly Question[];
  /** Whose words the questions are in. */
  wording: DataName;
  comparison: {
    survey: ExportedComparison['survey'];
    country: CountryCode;
    figures: Record<
      QuestionId,
      {
        p: Distribution;
        source: string;
        weighted: boolean;
        /** The figure is not quite comparable: means over questions leave it out. Missing: it is. */
        caveats?: readonly string[];
      }
    >;
  } | null;
  answers: ExportedAnswer[];
  /** Where controls were wanted: how far names and pictures move answers away from each. */
  net?: ExportedNet[];
  /** Answers of the plan that were not measured (a cancelled run). */
  missing: number;
  /** Of a run saved from the Lab: where all of it comes from. */
  saved?: ExportedOrigin;
}

export interface RunRecord {
  plan: AskPlan;
  variant: TextVariant;
  model: ExportedModel & { chat: ChatFormat };
  /** The plan's jobs (`planJobs`) and their scores, parallel; undefined where not measured. */
  jobs: readonly PlannedJob[];
  scores: readonly (PromptScore | undefined)[];
  pictures: readonly { id: PictureId; name: string }[];
  wording: DataName;
  comparison: ExportedComparison | null;
  /** What net movement is told against; absent: none is. */
  controls?: readonly Control[];
  createdAt: Date;
}

/** A run as one plain document; pure, so the page and the command line write the same bytes. */
export function buildRunExport(record: RunRecord): RunExport {
  const { plan, model, comparison, variant, controls } = record;
  const measured = measure(record);
  const answers = exportAnswers(record, measured);
  const opening = openingOf(record);
  return {
    format: 'valueshift-run',
    version: 1,
    createdAt: record.createdAt.toISOString(),
    model: {
      model: model.model,
      manifestHash: model.manifestHash,
      dtype: model.dtype,
      device: model.device,
      adapter: model.adapter,
      threads: model.threads,
      runner: model.runner,
      selfCheck: model.selfCheck,
      ...(model.view && { view: model.view }),
      ...(model.served && { served: model.served })
    },
    readout: plan.readout,
    variant: plan.readout === 'text' ? record.variant : null,
    orders: plan.orders,
    dontKnow: plan.dontKnow,
    template: plan.template,
    ...(opening !== undefined && { opening }),
    metrics: METRICS,
    cues: plan.cues,
    pictures: record.pictures.map(({ id, name }) => ({ id, name })),
    questions: plan.questions,
    wording: record.wording,
    comparison: comparison && {
      survey: comparison.survey,
      country: comparison.country,
      figures: Object.fromEntries(
        plan.questions.flatMap(({ id }) => {
          const figure = comparison.figure(id);
          if (!figure) return [];
          const { p, source, weighted } = figure;
          const caveats = comparison.caveats(id);
          return [[id, { p, source, weighted, ...(caveats.length > 0 && { caveats }) }]];
        })
      )
    },
    answers,
    ...(controls && { net: exportNet({ plan, variant, answers: measured.raws }, controls) }),
    missing: plan.cues.length * plan.questions.length - answers.length
  };
}

/** As the plan has it, where it has it. */
function openingOf({ plan: { template, system }, model: { chat } }: RunRecord): string | undefined {
  if (template.system !== null || system !== 'own') return undefined;
  return openedWith(chat, system).begin;
}

interface Measures {
  raws: RawAnswer[];
  /** Prompts and scores of each answer, by cue and question. */
  cells: Map<string, Measured[]>;
}

function measure({ plan, jobs, scores }: RunRecord): Measures {
  const assembler = new AnswerAssembler(plan);
  const raws: RawAnswer[] = [];
  const cells = new Map<string, Measured[]>();
  jobs.forEach((planned, i) => {
    const score = scores[i];
    if (!score) return;
    const cell = `${planned.cueIndex} ${planned.questionIndex}`;
    cells.set(cell, [...(cells.get(cell) ?? []), { planned, score }]);
    raws.push(...assembler.add(planned, score));
  });
  return { raws, cells };
}

function exportAnswers(record: RunRecord, { raws, cells }: Measures): ExportedAnswer[] {
  const { plan } = record;
  const questions = new Map(plan.questions.map(({ id }, index) => [id, index]));
  const place = (raw: RawAnswer) =>
    [plan.cues.indexOf(raw.cue), questions.get(raw.question) ?? -1] as const;
  return raws
    .map((raw) => ({ raw, place: place(raw) }))
    .sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
    .map(({ raw, place: [cue, index] }) => {
      const measured = cells.get(`${cue} ${index}`) ?? [];
      return exportAnswer(record, raw, cue, plan.questions[index] as Question, measured);
    });
}

interface Measured {
  planned: PlannedJob;
  score: PromptScore;
}

function exportAnswer(
  { variant, comparison }: RunRecord,
  raw: RawAnswer,
  cue: number,
  question: Question,
  measured: readonly Measured[]
): ExportedAnswer {
  const answer = toAnswer(raw, { variant });
  const figure = comparison?.figure(raw.question);
  return {
    question: raw.question,
    cue,
    distribution: answer.distribution,
    ...(raw.readout === 'letter'
      ? { letters: measured.map((m, k) => exportLetters(m, answer.orders[k]?.letterMass)) }
      : { words: exportWords(raw, question, measured[0]?.score) }),
    letterMass: answer.letterMass,
    orderSensitivity: answer.orderSensitivity,
    similarity: figure ? similarities(answer.distribution, figure.p, question.scale) : null
  };
}

function similarities(p: Distribution, h: Distribution, scale: Scale) {
  const of = (metric: Metric) =>
    metricApplies(metric, scale) ? similarity(metric, p, h, scale) : null;
  return Object.fromEntries(METRICS.map((metric) => [metric, of(metric)])) as Record<
    Metric,
    number | null
  >;
}

function exportLetters({ planned, score }: Measured, letterMass = NaN): ExportedLetters {
  const { targets } = planned.job;
  const letters = targets.kind === 'letters' ? targets.letters : [];
  return {
    order: planned.part.kind === 'order' ? planned.part.order : [],
    logprobs: Object.fromEntries(letters.map((letter, k) => [letter, score.logprobs[k] ?? NaN])),
    letterMass,
    prefillTokens: score.prefillTokens,
    ms: score.ms
  };
}

function exportWords(
  raw: Extract<RawAnswer, { readout: 'text' }>,
  question: Question,
  score: PromptScore | undefined
): ExportedWords {
  return {
    continuations: question.continuations,
    logprobs: raw.sums,
    tokens: raw.tokens,
    baseline: raw.baseline,
    prefillTokens: score?.prefillTokens ?? 0,
    ms: score?.ms ?? 0
  };
}
