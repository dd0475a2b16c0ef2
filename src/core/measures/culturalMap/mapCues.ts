import { fitCulturalMap, type CulturalMap } from './culturalMap.ts';
import { mapCue, type MappedCue } from './mapEllipse.ts';
import { MAP_QUESTIONS } from './mapItems.ts';
import type { StudyData } from '../../study/studyData.ts';
import { cueCountries, type StudyFrame } from '../../study/studyFrame.ts';
import { figuresAt, type SurveyShares } from '../../survey/surveyShares.ts';
import type { CountryCode, QuestionId } from '../../survey/types.ts';
import { isMain, type MainCue } from '../../prompts/cueKinds.ts';
import type { TextVariant } from '../../answers/types.ts';

export interface MapChoices {
  condition: number;
  variant: TextVariant;
  seed: number;
}

/** One cue's point; all pictures of a country together. */
export interface CuePoint extends MappedCue {
  kind: MainCue;
  country: CountryCode | null;
}

export interface MappedStudy {
  map: CulturalMap;
  cues: CuePoint[];
  /** Items that a cue's answers know at most, of all in the fit. */
  items: number;
}

/**
 * The cultural map with the model's answers on it; null where the survey has too little for a map.
 * @param figures the survey's shares on `MAP_QUESTIONS`, asked in the study or not
 */
export function mapCues(
  study: StudyData,
  figures: SurveyShares,
  { condition, variant, seed }: MapChoices
): MappedStudy | null {
  const maps = new Map(MAP_QUESTIONS.map((id, index) => [id, figuresAt(figures, index)]));
  const map = fitCulturalMap((id) => maps.get(id) ?? new Map());
  if (!map) return null;
  const places = new Map(study.frame.questions.map(({ id }, index) => [id, index]));
  const cues = groups(study.frame).flatMap(({ kind, country, members }): CuePoint[] => {
    const sets = members.map((cue) => (question: QuestionId) => {
      const place = places.get(question);
      const row = place === undefined ? -1 : study.row(condition, cue, place);
      return row < 0 ? undefined : study.answer(row, variant);
    });
    const placed = mapCue(map, sets, { seed });
    return placed ? [{ ...placed, kind, country }] : [];
  });
  return { map, cues, items: Math.max(0, ...cues.map(({ items }) => items)) };
}

/** Cues that share a point: none, each country's name, each country's pictures. */
function groups(frame: StudyFrame) {
  const found: { kind: MainCue; country: CountryCode | null; members: number[] }[] = [];
  const countries = cueCountries(frame);
  frame.cues.forEach(({ kind }, index) => {
    if (!isMain(kind)) return;
    const country = countries[index] ?? null;
    const group = found.find((each) => each.kind === kind && each.country === country);
    if (group) group.members.push(index);
    else found.push({ kind, country, members: [index] });
  });
  return found;
}
