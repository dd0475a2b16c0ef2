import { fitCulturalMap, type CulturalMap } from './culturalMap.ts';
import { mapCue, type MappedCue } from './mapEllipse.ts';
import { MAP_QUESTIONS } from './mapItems.ts';
import type { StudyStats } from '../../study/studyStats.ts';
import { figuresAt, type SurveyShares } from '../../survey/surveyShares.ts';
import type { CountryCode, Distribution, QuestionId } from '../../survey/types.ts';
import type { CueKind } from '../../prompts/types.ts';
import type { TextVariant } from '../../answers/types.ts';

export interface MapChoices {
  condition: number;
  variant: TextVariant;
  seed: number;
}

/** One cue's point; all pictures of a country together. */
export interface CuePoint extends MappedCue {
  kind: CueKind;
  country: CountryCode | null;
}

export interface MappedStudy {
  map: CulturalMap;
  cues: CuePoint[];
  /** Items that a cue's answers know at most, of all in the fit. */
  items: number;
}

type Answers = Map<QuestionId, Distribution>;

/**
 * The cultural map with the model's answers on it; null where the survey has too little for a map.
 * @param figures the survey's shares on `MAP_QUESTIONS`, asked in the study or not
 */
export function mapCues(
  stats: StudyStats,
  figures: SurveyShares,
  { condition, variant, seed }: MapChoices
): MappedStudy | null {
  const maps = new Map(MAP_QUESTIONS.map((id, index) => [id, figuresAt(figures, index)]));
  const map = fitCulturalMap((id) => maps.get(id) ?? new Map());
  if (!map) return null;
  const answers = answersByCue(stats, condition, variant);
  const cues: CuePoint[] = [];
  for (const { kind, country, members } of groups(stats)) {
    const sets = members.flatMap((cue) => {
      const own = answers.get(cue);
      return own ? [(question: QuestionId) => own.get(question)] : [];
    });
    const placed = mapCue(map, sets, { seed });
    if (placed) cues.push({ ...placed, kind, country });
  }
  return { map, cues, items: Math.max(0, ...cues.map(({ items }) => items)) };
}

/** Cues that share a point: none, each country's name, each country's pictures. */
function groups({ frame }: StudyStats) {
  const found: { kind: CueKind; country: CountryCode | null; members: number[] }[] = [];
  const ofPicture = new Map(frame.pictures.map(({ id, country }) => [id, country]));
  frame.cues.forEach((cue, index) => {
    const country =
      cue.kind === 'country'
        ? cue.country
        : cue.kind === 'picture'
          ? (ofPicture.get(cue.picture) ?? null)
          : null;
    const group = found.find((each) => each.kind === cue.kind && each.country === country);
    if (group) group.members.push(index);
    else found.push({ kind: cue.kind, country, members: [index] });
  });
  return found;
}

function answersByCue(
  stats: StudyStats,
  condition: number,
  variant: TextVariant
): Map<number, Answers> {
  const { frame, columns } = stats;
  const { start, p } = stats.distributions(variant);
  const wanted = new Set(MAP_QUESTIONS);
  const found = new Map<number, Answers>();
  for (let row = 0; row < columns.length; row++) {
    if (columns.condition[row] !== condition) continue;
    const id = frame.questions[columns.question[row] as number]?.id;
    if (id === undefined || !wanted.has(id)) continue;
    const cue = columns.cue[row] as number;
    const own = found.get(cue) ?? new Map<QuestionId, Distribution>();
    found.set(cue, own.set(id, Array.from(p.subarray(start[row], start[row + 1]))));
  }
  return found;
}
