import { baselines } from '../../core/measures/baselines.ts';
import { bootstrapMean, bootstrapPaired } from '../../core/inference/bootstrap.ts';
import { halfOrMore } from '../../core/inference/evidence.ts';
import { nearestCountries, type NearCountry } from '../../core/measures/nearest.ts';
import { metricApplies, similarity, skill } from '../../core/measures/similarity.ts';
import type { CountryCode, Distribution, QuestionId, Scale } from '../../core/survey/types.ts';
import type { Estimate } from '../../core/inference/types.ts';
import type { Metric } from '../../core/measures/metrics.ts';

/** One question's survey figures, packed so that posting them to a worker costs next to nothing. */
export interface PackedFigures {
  question: QuestionId;
  countries: readonly CountryCode[];
  /** One row of shares per country, all rows equally long. */
  shares: Float64Array;
}

/** The model's answers to one question, one per cue of the request. */
export interface AskedQuestion {
  question: QuestionId;
  scale: Scale;
  answers: readonly Distribution[];
}

export interface SummaryRequest {
  metric: Metric;
  country: CountryCode;
  seed: number;
  questions: readonly AskedQuestion[];
  /** Index pairs of cues whose similarities are to be compared, first minus second. */
  pairs: readonly (readonly [number, number])[];
}

export interface Summary {
  /** Per cue: mean similarity with the country's people, and skill of that mean. */
  cues: { similarity: Estimate; skill: number | null }[];
  uniform: Estimate;
  otherCountries: Estimate | null;
  /** The other country whose people answer most alike, over all questions together. */
  bestOther: { country: CountryCode; similarity: Estimate } | null;
  /** Parallel to `pairs`. */
  differences: (Estimate & { p: number | null })[];
  /** Questions used, without a figure for the country, and on which the metric has no meaning. */
  n: number;
  withoutFigure: number;
  withoutOrder: number;
}

export interface NearestRequest {
  metric: Metric;
  seed: number;
  /** One answer per question: that of the cue in question. */
  questions: readonly AskedQuestion[];
}

type Shares = ReadonlyMap<CountryCode, { p: Distribution }>;
const NO_SHARES: Shares = new Map();

/** Statistics over answers and survey figures; the figures of a question are handed over once. */
export class Stats {
  readonly #figures = new Map<QuestionId, Shares>();

  addFigures(packed: readonly PackedFigures[]): void {
    for (const { question, countries, shares } of packed) {
      const length = shares.length / countries.length;
      const rows = countries.map((country, row) => {
        return [country, { p: [...shares.subarray(row * length, (row + 1) * length)] }] as const;
      });
      this.#figures.set(question, new Map(rows));
    }
  }

  /**
   * Similarity of every cue with one country's people, held against its baselines: means over the
   * questions that all of them share, 95% percentile intervals over resampled questions. Equal
   * seeds pair the resamples across cues. Null where no question can be compared.
   */
  summary(request: SummaryRequest): Summary | null {
    const { metric, country, seed, pairs } = request;
    const figured = request.questions.filter(({ question }) =>
      this.#figures.get(question)?.has(country)
    );
    const used = figured.filter(({ scale }) => metricApplies(metric, scale));
    if (used.length === 0) return null;

    const own = (question: QuestionId) =>
      this.#figures.get(question)?.get(country)?.p as Distribution;
    const cueCount = used[0]?.answers.length ?? 0;
    const scores = Array.from({ length: cueCount }, (_, cue) =>
      used.map(({ question, scale, answers }) =>
        similarity(metric, answers[cue] as Distribution, own(question), scale)
      )
    );
    const base = used.flatMap(
      ({ question, scale }) =>
        baselines(metric, this.#figures.get(question) ?? NO_SHARES, country, scale) ?? []
    );
    const others = base.flatMap((each) => each.otherCountries ?? []);
    const uniform = bootstrapMean(
      base.map((each) => each.uniform),
      { seed }
    );
    return {
      cues: scores.map((values) => {
        const estimate = bootstrapMean(values, { seed });
        return { similarity: estimate, skill: skill(estimate.mean, uniform.mean) };
      }),
      uniform,
      otherCountries: others.length > 0 ? bootstrapMean(others, { seed }) : null,
      bestOther: this.#bestOther(request, used),
      differences: pairs.map(([first, second]) =>
        bootstrapPaired(
          (scores[first] ?? []).map((value, k) => value - (scores[second]?.[k] as number)),
          { seed }
        )
      ),
      n: used.length,
      withoutFigure: request.questions.length - figured.length,
      withoutOrder: figured.length - used.length
    };
  }

  /** All countries by mean similarity with the model's answers, most similar first. */
  nearest({ metric, seed, questions }: NearestRequest): NearCountry[] {
    const answers = questions.map(({ question, scale, answers }) => ({
      question: { id: question, scale },
      distribution: answers[0] as Distribution
    }));
    return nearestCountries(
      answers,
      (question) => this.#figures.get(question) ?? NO_SHARES,
      metric,
      { seed }
    );
  }

  /** Among countries with figures for at least half the questions: fewer can be near by luck. */
  #bestOther(
    { metric, country, seed }: SummaryRequest,
    used: readonly AskedQuestion[]
  ): Summary['bestOther'] {
    const values = new Map<CountryCode, number[]>();
    for (const { question, scale } of used) {
      const figures = this.#figures.get(question) ?? NO_SHARES;
      const own = figures.get(country)?.p;
      if (!own) continue;
      for (const [other, { p }] of figures) {
        if (other === country) continue;
        const list = values.get(other) ?? [];
        values.set(other, list);
        list.push(similarity(metric, p, own, scale));
      }
    }
    let best: { country: CountryCode; list: number[]; mean: number } | null = null;
    for (const [other, list] of values) {
      if (!halfOrMore(list.length, used.length)) continue;
      const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
      if (!best || mean > best.mean) best = { country: other, list, mean };
    }
    return best && { country: best.country, similarity: bootstrapMean(best.list, { seed }) };
  }
}

/** Survey figures of one question, ready to post. */
export function packFigures(
  question: QuestionId,
  figures: ReadonlyMap<CountryCode, { p: Distribution }>
): PackedFigures {
  const rows = [...figures];
  const length = rows[0]?.[1].p.length ?? 0;
  const shares = new Float64Array(rows.length * length);
  rows.forEach(([, { p }], row) => shares.set(p, row * length));
  return { question, countries: rows.map(([country]) => country), shares };
}
