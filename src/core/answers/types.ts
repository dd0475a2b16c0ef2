/** What the engine measured, and the answers made of it. */

import type { QuestionId, Distribution } from '../survey/types.ts';
import type { Cue, Readout, Order } from '../prompts/types.ts';

/** `text` readout: pointwise mutual information (default), plain sum, or mean per token. */
export type TextVariant = 'pmi' | 'raw' | 'per-token';

/** What the engine measured for one job. Natural logarithms, log-softmax over the whole vocabulary. */
export interface PromptScore {
  /** Per letter, or per continuation the sum over its tokens. */
  logprobs: number[];
  /** Tokens scored per target (1 for a letter). */
  tokens: number[];
  /** Tokens that the decoder actually computed for this job (its share of a pack). */
  prefillTokens: number;
  /** Wall time of this job, or its share of a pack, in milliseconds. */
  ms: number;
}

/**
 * What the engine measured for one question under one cue, before any choice of variant; every
 * `Answer` is computed from it, so switching a variant or metric never asks the model again.
 */
export type RawAnswer = { question: QuestionId; cue: Cue } & (
  | {
      readout: 'letter';
      /** Per order the letters' log-probabilities as shown; "don't know" letters, if listed, last. */
      orders: { order: Order; logprobs: readonly number[] }[];
    }
  | {
      readout: 'text';
      /** Per option: sum of token log-probabilities, token count, the same sum under the lead-in alone. */
      sums: readonly number[];
      tokens: readonly number[];
      baseline: readonly number[];
    }
);

/** The model's answer to one question under one cue, over the substantive options. */
export interface Answer {
  question: QuestionId;
  cue: Cue;
  readout: Readout;
  distribution: Distribution;
  /** `letter` readout: one entry per order, mapped back to option order. */
  orders: { order: Order; distribution: Distribution; letterMass: number }[];
  /** Mean over orders of the total probability of the letters; null for the `text` readout. */
  letterMass: number | null;
  /** Mean JS divergence (bits) between orders and whether the first choice flips; null for one order. */
  orderSensitivity: { divergence: number; flips: boolean } | null;
}
