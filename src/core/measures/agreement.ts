import type { TextVariant } from '../answers/types.ts';
import { meanEstimate } from '../inference/pairedMean.ts';
import type { Estimate } from '../inference/types.ts';
import { mean } from '../mean.ts';
import type { StudyData } from '../study/studyData.ts';
import { pairAgreement } from './pairAgreement.ts';

/** How well several ways of asking the same agree: templates of one model, or its two readouts. */
export interface Agreement {
  /** Mean JS divergence (bits) over all pairs of ways. */
  divergence: Estimate;
  /** Share of pairs of ways with the same first choice, and the share that chance would give. */
  firstChoice: Estimate;
  chance: number;
}

/** One question under one cue: its distributions, one per way that was answered. */
export interface AgreementCell {
  question: number;
  ways: readonly ArrayLike<number>[];
}

/**
 * Means over questions of the mean over cues, intervals over questions (cells of one question
 * are no separate evidence). A cell with fewer than two ways says nothing.
 * @returns null where no cell has two ways
 */
export function agreement(cells: readonly AgreementCell[]): Agreement | null {
  const questions = new Map<number, (ReturnType<typeof pairAgreement> & { options: number })[]>();
  for (const { question, ways } of cells) {
    if (ways.length < 2) continue;
    const list = questions.get(question) ?? [];
    questions.set(question, list);
    const options = ways[0]?.length ?? 0;
    const packed = new Float64Array(ways.length * options);
    ways.forEach((way, k) => packed.set(way, k * options));
    list.push({ ...pairAgreement(packed, ways.length, options), options });
  }
  if (questions.size === 0) return null;
  const lists = [...questions.values()];
  const estimate = (key: 'divergence' | 'same') =>
    meanEstimate(lists.map((list) => mean(list.map((cell) => cell[key]))));
  return {
    divergence: estimate('divergence'),
    firstChoice: estimate('same'),
    // Two first choices at random, each option as likely: one in the number of options.
    chance: mean(lists.map((list) => 1 / (list[0]?.options ?? NaN)))
  };
}

/** Two ways of asking the same: which, what they differ in, and how far they agree. */
export interface WayPair {
  /** Indexes into the frame's conditions. */
  first: number;
  second: number;
  /** `several` where they differ in more than one thing. */
  differ: 'model' | 'template' | 'readout' | 'several';
  agreement: Agreement;
}

/**
 * All pairs of a study's conditions that answered the same questions under the same cues. Conditions
 * that differ in template show consistency, in readout the agreement of the readouts.
 */
export function compareWays(study: StudyData, { variant }: { variant: TextVariant }): WayPair[] {
  const { conditions } = study.frame;
  return conditions.flatMap((a, first) =>
    conditions.slice(first + 1).flatMap((b, offset) => {
      const second = first + 1 + offset;
      const found = agreement(answerCells(study, variant, [first, second]));
      const unlike = (['model', 'template', 'readout'] as const).filter((key) => a[key] !== b[key]);
      const differ = unlike.length === 1 && unlike[0] ? unlike[0] : ('several' as const);
      return found ? [{ first, second, differ, agreement: found }] : [];
    })
  );
}

/** Distributions by question and cue, one per condition given that has it. */
export function answerCells(
  study: StudyData,
  variant: TextVariant,
  conditions: readonly number[]
): AgreementCell[] {
  const cells = study.frame.cues.flatMap((_, cue) =>
    study.frame.questions.map((_, question) => ({
      question,
      rows: conditions
        .map((condition) => study.row(condition, cue, question))
        .filter((row) => row >= 0)
    }))
  );
  // In the order in which they were answered: it decides the last bits of sums.
  return cells
    .sort((a, b) => Math.min(...a.rows) - Math.min(...b.rows) || 0)
    .map(({ question, rows }) => ({
      question,
      ways: rows.map((row) => study.answer(row, variant))
    }));
}
