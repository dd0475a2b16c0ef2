import type { TextVariant } from '../answers/types.ts';
import { commonQuestions } from '../measures/commonQuestions.ts';
import { DEFAULT_CONTROL, type Control } from '../measures/controls.ts';
import { percentileOf, pointing } from '../measures/pointing.ts';
import type { CountryCode } from '../survey/types.ts';
import type { StudyData } from './studyData.ts';
import { pointCues, type PointingGap } from './studyPointing.ts';

/** Over fewer questions a direction is hardly one: said, not drawn. */
const MIN_QUESTIONS = 6;

export interface PlacesChoices {
  /** Index into the frame's conditions. */
  condition: number;
  variant: TextVariant;
}

/** Towards whom one cue points: the place of its own country among all that can be compared. */
export interface CuePlace {
  control: Control;
  own: CountryCode;
  /** From the one pointed to most, all over the same questions. */
  countries: { code: CountryCode; cosine: number }[];
  /** Countries that it points to more than to its own, and one. */
  rank: number;
  /** Share of the other countries that it points to less, ties half; by chance .5. */
  percentile: number;
  /** Questions behind every cosine. */
  n: number;
  /** Countries without figures on all of them. */
  apart: number;
}

/** Why a cue has no place: as in a study, too few questions, or none of its own country's. */
export type PlaceGap = PointingGap | 'few' | 'own';

/**
 * The place of every picture, its words and country name of a small study (a run of the Lab), each measured
 * from its usual control; null for other cues. Countries are compared over questions that all of
 * them have. One cue has a place and no p. Source: controls-and-inference, Pointing.
 */
export function cuePlaces(
  study: StudyData,
  choices: PlacesChoices
): (CuePlace | PlaceGap | null)[] {
  const places = study.frame.cues.map((): CuePlace | PlaceGap | null => null);
  for (const kind of ['country', 'picture', 'caption'] as const) {
    const control = DEFAULT_CONTROL[kind];
    const found = pointCues(study, { ...choices, kind, control });
    study.frame.cues.forEach((cue, index) => {
      if (cue.kind !== kind) return;
      const row = typeof found === 'string' ? -1 : found.cues.indexOf(index);
      places[index] = typeof found === 'string' ? found : row < 0 ? 'cues' : placeOf(row, found);
    });
  }
  return places;
}

type Found = Exclude<ReturnType<typeof pointCues>, PointingGap>;

function placeOf(row: number, found: Found): CuePlace | PlaceGap {
  const { shifts, positions, control } = found;
  const own = found.own[row] ?? -1;
  const known = (grid: readonly Float64Array[], at: number, q: number) =>
    !Number.isNaN(grid[at]?.[q] ?? NaN);
  const moved = found.questions.flatMap((_, q) => (known(shifts, row, q) ? [q] : []));
  const { questions, kept, apart } = commonQuestions(
    positions.map((_, country) => country),
    moved,
    (country, q) => known(positions, country, q)
  );
  if (questions.length < MIN_QUESTIONS) return 'few';
  if (!kept.includes(own)) return 'own';
  const over = (grid: readonly Float64Array[]) =>
    grid.map((values) => Float64Array.from(questions, (q) => values[q] as number));
  const cosines = pointing(over(shifts), over(positions), found.own).cosine[row];
  const countries = kept
    .map((country) => ({
      code: found.countries[country] as CountryCode,
      cosine: cosines?.[country] ?? NaN
    }))
    .sort((a, b) => b.cosine - a.cosine);
  const code = found.countries[own] as CountryCode;
  const values = countries.map(({ cosine }) => cosine);
  const at = countries.findIndex((country) => country.code === code);
  return {
    ...{ control, own: code, countries },
    rank: 1 + values.filter((value) => value > (values[at] as number)).length,
    percentile: percentileOf(values, at),
    ...{ n: questions.length, apart: apart.length }
  };
}
