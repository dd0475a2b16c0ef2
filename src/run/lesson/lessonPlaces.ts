import type { RawAnswer, TextVariant } from '../../core/answers/types.ts';
import { meanEstimate } from '../../core/inference/pairedMean.ts';
import type { Estimate } from '../../core/inference/types.ts';
import { isMain } from '../../core/prompts/cueKinds.ts';
import type { AskPlan, Cue, PictureId } from '../../core/prompts/types.ts';
import { cuePlaces, type CuePlace } from '../../core/study/cuePlaces.ts';
import { StudyData } from '../../core/study/studyData.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import { comparableFigures } from '../../survey/comparable.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { labMaterial } from '../stats/material.ts';

/** A run about several pictures whose answers are all known. */
interface WholeRun {
  plan: AskPlan;
  /** Question by question one per cue. */
  raws: readonly (readonly RawAnswer[])[];
}

/** Towards whom a picture points, and its country's name; null where there is no place. */
interface PicturePlaces {
  picture: CuePlace | null;
  name: CuePlace | null;
}

/**
 * The places that the Lab's badge has where it is shown this picture alone: what other pictures do to the
 * same answers takes no part.
 */
export function lessonPlaces(
  { plan, raws }: WholeRun,
  survey: SurveyDataset,
  variant: TextVariant,
  { picture, country }: { picture: PictureId; country: CountryCode }
): PicturePlaces {
  const takesPart = (cue: Cue): boolean => {
    if (cue.kind === 'picture') return cue.picture === picture;
    if (cue.kind === 'country') return cue.country === country;
    return cue.kind === 'neutral' || !isMain(cue.kind);
  };
  const kept = plan.cues.flatMap((cue, index) => (takesPart(cue) ? [index] : []));
  const cues = plan.cues.filter(takesPart);
  const answers = raws.map((list) => kept.flatMap((index) => list[index] ?? []));
  const figures = comparableFigures(survey, 'out');
  const { frame, columns, survey: shares } = labMaterial({ ...plan, cues }, answers, figures);
  const places = cuePlaces(new StudyData(frame, columns, shares), { condition: 0, variant });
  const placeOf = (kind: 'picture' | 'country') => {
    const place = places[cues.findIndex((cue) => cue.kind === kind)] ?? null;
    return typeof place === 'string' ? null : place;
  };
  return { picture: placeOf('picture'), name: placeOf('country') };
}

/** Mean share of the other countries that stand behind the own one, by chance .5; 95% interval over places. */
export function meanPercentile(places: readonly CuePlace[]): Estimate {
  return meanEstimate(places.map(({ percentile }) => percentile));
}
