import type { Distribution, Question } from '../survey/types.ts';
import rows from './knownTruths.json';

/** A question whose answers' frequencies are stated in it, or follow from it. */
export interface KnownTruth extends Question {
  /** Sums to 1; parallel to the options. */
  stated: Distribution;
}

/**
 * 16 questions of our own: draws by lot, of which five leave all options alike. The likeliest option
 * stands first, last and between, so that a place alone gets nowhere.
 */
export const KNOWN_TRUTHS: readonly KnownTruth[] = rows.map(
  ({ text, leadIn, options, of }, index) => {
    const all = of.reduce((sum, part) => sum + part, 0);
    return {
      id: `truth-${index + 1}`,
      topic: 'Methodological research',
      short: text,
      text,
      codes: options.map((_, k) => k + 1),
      options,
      leadIn,
      continuations: options.map((option) => ` ${option}`),
      scale: 'nominal',
      higher: null,
      stated: of.map((part) => part / all)
    };
  }
);
