import { AppError } from '../errors.ts';
import { logSumExp, softmax } from './logSpace.ts';
import { mapBack } from '../prompts/orders.ts';
import { jsd } from '../measures/similarity.ts';
import type { Answer, RawAnswer, TextVariant } from './types.ts';
import type { Distribution } from '../survey/types.ts';

type RawLetters = Extract<RawAnswer, { readout: 'letter' }>;
type RawText = Extract<RawAnswer, { readout: 'text' }>;

/**
 * The model's distribution over the substantive options, from what the engine measured.
 * `letter`: each order's letters renormalised over the substantive ones, mapped back, averaged.
 * `text`: softmax over the options of `variant` (the variant means nothing for letters).
 * Throws AppError `answer-not-finite` where the measured numbers give no distribution.
 */
export function toAnswer(raw: RawAnswer, options: { variant: TextVariant }): Answer {
  const answer = raw.readout === 'letter' ? fromLetters(raw) : fromText(raw, options.variant);
  if (!answer.distribution.every(Number.isFinite)) {
    throw new AppError('answer-not-finite', { question: raw.question });
  }
  return answer;
}

function fromLetters(raw: RawLetters): Answer {
  const orders = raw.orders.map(({ order, logprobs }) => ({
    order,
    distribution: mapBack(order, softmax(logprobs.slice(0, order.length))),
    letterMass: Math.exp(logSumExp(logprobs))
  }));
  return {
    question: raw.question,
    cue: raw.cue,
    readout: 'letter',
    distribution: average(orders.map(({ distribution }) => distribution)),
    orders,
    letterMass: mean(orders.map(({ letterMass }) => letterMass)),
    orderSensitivity: sensitivity(orders.map(({ distribution }) => distribution))
  };
}

function fromText(raw: RawText, variant: TextVariant): Answer {
  const scores = raw.sums.map((sum, k) => {
    if (variant === 'raw') return sum;
    if (variant === 'per-token') return sum / (raw.tokens[k] ?? NaN);
    return sum - (raw.baseline[k] ?? NaN);
  });
  return {
    question: raw.question,
    cue: raw.cue,
    readout: 'text',
    distribution: softmax(scores),
    orders: [],
    letterMass: null,
    orderSensitivity: null
  };
}

/** Mean JS divergence over all pairs of orders (bits), and whether any two differ in first choice. */
function sensitivity(distributions: readonly Distribution[]): Answer['orderSensitivity'] {
  if (distributions.length < 2) return null;
  const divergences = distributions.flatMap((p, i) =>
    distributions.slice(i + 1).map((q) => jsd(p, q, 'bits'))
  );
  const firstChoices = new Set(distributions.map((p) => p.indexOf(Math.max(...p))));
  return { divergence: mean(divergences), flips: firstChoices.size > 1 };
}

function average(distributions: readonly Distribution[]): number[] {
  const sums = (distributions[0] ?? []).map((_, k) =>
    distributions.reduce((total, p) => total + (p[k] as number), 0)
  );
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => sum / total);
}

const mean = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;
