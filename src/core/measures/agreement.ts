import { bootstrapMean } from '../inference/bootstrap.ts';
import { jsd } from './similarity.ts';
import type { Distribution } from '../survey/types.ts';
import type { Estimate } from '../inference/types.ts';

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
  ways: readonly Distribution[];
}

/**
 * Means over questions of the mean over cues, intervals over resampled questions (cells of one
 * question are no separate evidence). A cell with fewer than two ways says nothing.
 * @returns null where no cell has two ways
 */
export function agreement(
  cells: readonly AgreementCell[],
  { seed }: { seed: number }
): Agreement | null {
  const questions = new Map<number, CellAgreement[]>();
  for (const { question, ways } of cells) {
    if (ways.length < 2) continue;
    const list = questions.get(question) ?? [];
    questions.set(question, list);
    list.push(compareWays(ways));
  }
  if (questions.size === 0) return null;
  const lists = [...questions.values()];
  const estimate = (of: (cell: CellAgreement) => number) =>
    bootstrapMean(
      lists.map((list) => mean(list.map(of))),
      { seed }
    );
  return {
    divergence: estimate(({ divergence }) => divergence),
    firstChoice: estimate(({ same }) => same),
    // Two first choices at random, each option as likely: one in the number of options.
    chance: mean(lists.map((list) => 1 / (list[0] as CellAgreement).options))
  };
}

interface CellAgreement {
  divergence: number;
  same: number;
  options: number;
}

function compareWays(ways: readonly Distribution[]): CellAgreement {
  let [divergence, same, pairs] = [0, 0, 0];
  ways.forEach((p, i) =>
    ways.slice(i + 1).forEach((q) => {
      divergence += jsd(p, q, 'bits');
      same += Number(firstChoice(p) === firstChoice(q));
      pairs += 1;
    })
  );
  return { divergence: divergence / pairs, same: same / pairs, options: ways[0]?.length ?? 0 };
}

const mean = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length;

const firstChoice = (p: Distribution) => p.indexOf(Math.max(...p));
