import { cueCountries, type StudyFrame } from '../../../../core/study/studyFrame.ts';
import type { StudyMover } from '../../../../core/study/studyRows.ts';
import type { CountryCode } from '../../../../core/survey/types.ts';

/** What the rows can be about, country by country in the study's order. */
export interface MoverGroup {
  country: CountryCode;
  movers: readonly { key: string; mover: StudyMover; pictures: number }[];
}

/** A country's pictures together where there are several, each picture, its name. */
export function moverGroups(frame: Pick<StudyFrame, 'cues' | 'pictures'>): MoverGroup[] {
  const countries = cueCountries(frame);
  const groups = new Map<CountryCode, { pictures: number[]; named: boolean }>();
  frame.cues.forEach(({ kind }, cue) => {
    const country = countries[cue];
    if (country === null || country === undefined) return;
    const group = groups.get(country) ?? { pictures: [], named: false };
    groups.set(country, group);
    if (kind === 'picture') group.pictures.push(cue);
    else group.named = true;
  });
  return [...groups].map(([country, { pictures, named }]) => ({
    country,
    movers: [
      ...(pictures.length > 1
        ? [moverOf({ kind: 'pictures', country }, `pictures ${country}`, pictures.length)]
        : []),
      ...pictures.map((cue) => moverOf({ kind: 'picture', cue }, `picture ${cue}`, 1)),
      ...(named ? [moverOf({ kind: 'name', country }, `name ${country}`, 0)] : [])
    ]
  }));
}

const moverOf = (mover: StudyMover, key: string, pictures: number) => ({ mover, key, pictures });
