import type { Topic } from '../survey/topics.ts';
import type { CountryCode, QuestionId, Scale } from '../survey/types.ts';
import type { Cue, PictureCategory, PictureId } from '../prompts/types.ts';
import type { Condition } from './studyTypes.ts';

/** What the indexes in the columns mean, and what the statistics need to know about each. */
export interface StudyFrame {
  conditions: readonly Condition[];
  cues: readonly Cue[];
  questions: readonly FrameQuestion[];
  /** The study's countries. */
  countries: readonly FrameCountry[];
  /** Pictures that take part; answers to others are left out of every table. */
  pictures: readonly FramePicture[];
  /** Models that read words only: captions stand for pictures. Missing: none does. */
  readers?: readonly string[];
}

/** Is a way of asking one of a model that reads words only? */
export function isReader({ conditions, readers }: StudyFrame, condition: number): boolean {
  return readers?.includes(conditions[condition]?.model ?? '') ?? false;
}

export interface FrameQuestion {
  id: QuestionId;
  /** Null where the mapping that was chosen has none: it counts in means over all questions. */
  topic: Topic | null;
  scale: Scale;
  /** What one did or went without is no value: outside pooled means and pointing. Absent: a value. */
  use?: 'behaviour' | undefined;
}

/** What the statistics need of a question. */
export function frameQuestion({ id, topic, scale, use }: FrameQuestion): FrameQuestion {
  return { id, topic, scale, ...(use && { use }) };
}

export interface FrameCountry {
  code: CountryCode;
  /** World Bank income group in the survey's words (`High income`, ...), null where unknown. */
  income: string | null;
}

export interface FramePicture {
  id: PictureId;
  country: CountryCode;
  category: PictureCategory | null;
  incomeUsdPerMonth: number | null;
}

/** Tables about culture leave people out; tables about income are about people (the paper). */
export const PICTURE_SETS = ['culture', 'people'] as const;
export type PictureSet = (typeof PICTURE_SETS)[number];

export function pictureSet({ category }: Pick<FramePicture, 'category'>): PictureSet {
  return category === 'people' ? 'people' : 'culture';
}

/** Per cue the country that it names or shows; null for none, for a picture that takes no part, and for controls. */
export function cueCountries({
  cues,
  pictures
}: Pick<StudyFrame, 'cues' | 'pictures'>): (CountryCode | null)[] {
  const ofPicture = new Map(pictures.map(({ id, country }) => [id, country]));
  return cues.map((cue) => {
    if (cue.kind === 'country') return cue.country;
    return cue.kind === 'picture' ? (ofPicture.get(cue.picture) ?? null) : null;
  });
}

/** Per cue the country of the picture that it tells in words; null for all other cues. */
export function toldCountries({
  cues,
  pictures
}: Pick<StudyFrame, 'cues' | 'pictures'>): (CountryCode | null)[] {
  return cues.map((cue) =>
    cue.kind === 'caption' ? (pictures.find(({ id }) => id === cue.picture)?.country ?? null) : null
  );
}
