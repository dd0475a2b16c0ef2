import { meanEstimate } from '../inference/pairedMean.ts';
import { specificity, type Specificity } from '../inference/specificity.ts';
import { mean } from '../mean.ts';
import type { Control } from '../measures/controls.ts';
import type { Metric } from '../measures/metrics.ts';
import { questionPseudoValues } from '../measures/pointingSpread.ts';
import type { CountryCode } from '../survey/types.ts';
import type { StudyData } from './studyData.ts';
import { isReader } from './studyFrame.ts';
import {
  pointCues,
  type CuePointing,
  type PointingChoices,
  type PointingGap,
  type PointingKind
} from './studyPointing.ts';

export interface SpecificityChoices extends PointingChoices {
  /** Of the similarities beside the pointing. */
  metric: Metric;
  seed: number;
}

type Interval = readonly [low: number, high: number] | null;

/** Do the cues of a kind point to their own countries, under one way of asking? */
export interface StudySpecificity extends Specificity {
  control: Control;
  /** Questions measured over, and countries whose people they were asked. */
  questions: number;
  surveyed: number;
  /** Cues with a country of their own: names, or pictures. */
  cues: readonly CueResult[];
  /** 95% intervals of the mean percentile, within [0, 1]; null below 6 units, and of names over cues. */
  byQuestion: Interval;
  byCue: Interval;
  /** Countries with cues, in the order of the rows and columns of both matrices. */
  sets: readonly CountrySet[];
}

export interface CueResult {
  /** Index into the frame's cues. */
  cue: number;
  country: CountryCode;
  /** Own-country percentile, in [0, 1]. */
  percentile: number;
}

/** A country's cues together: means over them. */
export interface CountrySet {
  country: CountryCode;
  cues: number;
  percentile: number;
  /** Pointing to each set's country; NaN where unknown. */
  cosine: number[];
  /** Similarity with each set's people over the same questions; NaN where unknown. */
  similarity: number[];
}

/** The specificity test of a study with all that its figures show; the reason where there is none. */
export function studySpecificity(
  study: StudyData,
  choices: SpecificityChoices
): StudySpecificity | PointingGap {
  const found = pointCues(study, choices);
  if (typeof found === 'string') return found;
  const { control, countries, questions, cosine, own, percentile, shifts, positions } = found;
  const rows = own.flatMap((_, x) => (Number.isNaN(percentile[x]) ? [] : [x]));
  if (rows.length === 0) return 'figures';
  const test = specificity(cosine, own, choices.seed);
  const cues = rows.map((x) => ({
    cue: found.cues[x] as number,
    country: countries[own[x] as number] as CountryCode,
    percentile: percentile[x] as number
  }));
  const centre = test.meanPercentile;
  return {
    ...{ ...test, control, questions: questions.length, surveyed: countries.length, cues },
    byQuestion: around(centre, questionPseudoValues(shifts, positions, own)),
    byCue: choices.kind === 'country' ? null : around(centre, cuePseudoValues(cues, centre)),
    sets: setsOf(study, choices, found, rows)
  };
}

/** One row of the figure: what a kind of cue does under one way of asking. */
export interface SpecificityRow {
  /** Index into the frame's conditions. */
  condition: number;
  kind: PointingKind;
  found: StudySpecificity | PointingGap;
}

export interface EverySpecificityChoices extends Omit<
  SpecificityChoices,
  'condition' | 'kind' | 'control'
> {
  /** What a kind is measured against, where a plan says so. */
  controls?: Partial<Record<PointingKind, Control>>;
}

/**
 * The test under every way of asking, of every kind of cue that the study has; of a model that reads
 * words only, captions stand for pictures.
 */
export function everySpecificity(
  study: StudyData,
  { controls = {}, ...choices }: EverySpecificityChoices
): SpecificityRow[] {
  const { conditions, cues } = study.frame;
  const kindsOf = (condition: number): PointingKind[] => {
    const kinds: PointingKind[] = [
      isReader(study.frame, condition) ? 'caption' : 'picture',
      'country'
    ];
    return kinds.filter((kind) => cues.some((cue) => cue.kind === kind));
  };
  return conditions.flatMap((_, condition) =>
    kindsOf(condition).map((kind) => {
      const row = { condition, kind };
      const control = controls[kind];
      const all = { ...choices, ...row, ...(control && { control }) };
      return { ...row, found: studySpecificity(study, all) };
    })
  );
}

/** The t interval of values around another centre than their mean; percentiles end at 0 and 1. */
function around(centre: number, values: ArrayLike<number>): Interval {
  const { interval } = meanEstimate(values);
  if (!interval) return null;
  const half = (interval[1] - interval[0]) / 2;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/**
 * One value a picture whose plain mean is the mean over countries: its percentile's distance from
 * that mean times n / (K x its country's pictures). With equally many a country, the percentiles.
 */
function cuePseudoValues(cues: readonly CueResult[], centre: number): Float64Array {
  const n = new Map<CountryCode, number>();
  for (const { country } of cues) n.set(country, (n.get(country) ?? 0) + 1);
  return Float64Array.from(cues, ({ country, percentile }) => {
    const weight = cues.length / (n.size * (n.get(country) as number));
    return centre + weight * (percentile - centre);
  });
}

/** Per country the means over its cues, of pointing and of similarity. */
function setsOf(
  study: StudyData,
  { condition, metric, variant }: SpecificityChoices,
  { own, cosine, percentile, cues, countries, questions }: CuePointing,
  rows: readonly number[]
): CountrySet[] {
  const places = [...new Set(rows.map((x) => own[x] as number))];
  const similarity = study.similarity(metric, variant);
  return places.map((place) => {
    const mine = rows.filter((x) => own[x] === place);
    const alike = (x: number, other: number) =>
      meanKnown(
        questions.map((q) => similarity(study.row(condition, cues[x] as number, q), other))
      );
    return {
      country: countries[place] as CountryCode,
      cues: mine.length,
      percentile: mean(mine.map((x) => percentile[x] as number)),
      cosine: places.map((other) => meanKnown(mine.map((x) => cosine[x]?.[other] ?? NaN))),
      similarity: places.map((other) => meanKnown(mine.map((x) => alike(x, other))))
    };
  });
}

const meanKnown = (values: readonly number[]) =>
  mean(values.filter((value) => !Number.isNaN(value)));
