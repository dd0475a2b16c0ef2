import { inOrders } from '../../answers/someOrders.ts';
import type { AnswerColumns } from '../../answers/answerColumns.ts';
import { cellsBeyondChance, unitsOf } from '../../inference/evidence.ts';
import { specificity } from '../../inference/specificity.ts';
import { pointCues } from '../studyPointing.ts';
import { StudyStats } from '../studyStats.ts';
import type { StudyResults } from '../studyResults.ts';
import { specificationsOf, type MultiverseChoices, type Specification } from './specifications.ts';

/** What one way to analyse a study finds. */
export interface SpecificationEffect extends Specification {
  /** Mean own-country percentile in [0, 1], or similarity with pictures minus with the name. */
  effect: number;
  /** Of the specificity test, or of the difference by all its units; null: too few to test. */
  p: number | null;
  questions: number;
  /** Pictures, or names, behind it. */
  cues: number;
}

/**
 * A study's headline under every combination of what was computed (a specification curve). Each is
 * worked out by itself, so that a page can show how far it is, and stop.
 * Source: controls-and-inference, Multiverse.
 */
export class Multiverse {
  readonly specifications: readonly Specification[];
  readonly #study: StudyStats;
  readonly #choices: MultiverseChoices;
  readonly #columns = new Map<string, AnswerColumns>();
  readonly #studies = new Map<string, StudyStats>();
  readonly #results = new Map<string, StudyResults>();

  constructor(study: StudyStats, choices: MultiverseChoices) {
    this.#study = study;
    this.#choices = choices;
    this.specifications = specificationsOf(study, choices);
  }

  /** Null where nothing can be compared. */
  effect(at: number): SpecificationEffect | null {
    const found = this.specifications[at];
    if (!found) return null;
    return this.#choices.test === 'pointing' ? this.#pointing(found) : this.#similarity(found);
  }

  #pointing(of: Specification): SpecificationEffect | null {
    const { cue: kind, seed } = this.#choices;
    const { condition, variant, control } = of;
    const found = pointCues(this.#as(of), {
      ...{ condition, kind, variant: variant ?? 'pmi', ...(control && { control }) }
    });
    if (typeof found === 'string') return null;
    const { meanPercentile, p } = specificity(found.cosine, found.own, seed);
    if (Number.isNaN(meanPercentile)) return null;
    const cues = found.percentile.filter((value) => !Number.isNaN(value)).length;
    return { ...of, effect: meanPercentile, p, questions: found.questions.length, cues };
  }

  /** Of all countries with both cues; pictures of people apart, as everywhere. */
  #similarity(of: Specification): SpecificationEffect | null {
    const { condition } = of;
    const pools = this.#resultsOf(of).pools.filter(
      (each) => each.condition === condition && each.pool === 'all'
    );
    const pool = pools.find(({ set }) => set === 'culture') ?? pools[0];
    if (!pool?.difference) return null;
    const [evidence] = cellsBeyondChance([unitsOf(pool.difference)]);
    const { questions, pictures: cues } = pool;
    return { ...of, effect: pool.difference.mean, p: evidence?.p ?? null, questions, cues };
  }

  /** All conditions at once: they share scores and baselines. */
  #resultsOf({ orders, gate, metric, variant }: Specification): StudyResults {
    const { seed } = this.#choices;
    const choices = { metric: metric ?? 'jsd-bits', variant: variant ?? 'pmi', seed };
    return kept(this.#results, JSON.stringify([orders, gate, choices]), () =>
      this.#as({ orders, gate }).results(choices)
    );
  }

  /** The study with fewer orders, or pictures. */
  #as({ orders, gate }: Pick<Specification, 'orders' | 'gate'>): StudyStats {
    const { frame, survey } = this.#study;
    return kept(this.#studies, `${orders} ${gate}`, () => {
      const pictures = frame.pictures.filter(
        ({ id }) => gate !== 'on' || this.#choices.recognised.includes(id)
      );
      return new StudyStats({ ...frame, pictures }, this.#inOrders(orders), survey);
    });
  }

  #inOrders(orders: Specification['orders']): AnswerColumns {
    const { columns } = this.#study;
    if (orders === null || orders === this.#choices.orders) return columns;
    return kept(this.#columns, orders, () => inOrders(columns, orders) ?? columns);
  }
}

function kept<T>(known: Map<string, T>, name: string, make: () => T): T {
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
}
