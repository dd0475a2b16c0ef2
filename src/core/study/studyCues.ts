import type { Cue, CueKind, Readout } from '../prompts/types.ts';
import type { Study, StudyCountry, StudyPicture } from './studyTypes.ts';

/**
 * Every cue of a study, in its own order: neutral, countries, the pictures handed in, then the
 * countries that are only named; these come last, because tables can do without them.
 */
export function studyCues(
  study: Pick<Study, 'cues' | 'countries' | 'alsoNamed'>,
  pictures: readonly Pick<StudyPicture, 'id' | 'category'>[]
): Cue[] {
  const has = (kind: CueKind) => study.cues.includes(kind);
  const named = ({ code, name }: StudyCountry) =>
    ({ kind: 'country', country: code, name }) as const;
  return [
    ...(has('neutral') ? [{ kind: 'neutral' } as const] : []),
    ...(has('country') ? study.countries.map(named) : []),
    ...(has('picture')
      ? pictures.map(({ id, category }) => ({ kind: 'picture', picture: id, category }) as const)
      : []),
    ...(has('country') ? onlyNamed(study).map(named) : [])
  ];
}

/** Countries beside the study's own that are asked about by name alone. */
export function onlyNamed({
  countries,
  alsoNamed = []
}: Pick<Study, 'countries' | 'alsoNamed'>): StudyCountry[] {
  const own = new Set(countries.map(({ code }) => code));
  return alsoNamed.filter(({ code }) => !own.has(code));
}

/** The readouts that a cue is asked in: a country that is only named, in the first alone. */
export function readoutsOf(
  { countries }: Pick<Study, 'countries'>,
  cue: Cue,
  readouts: readonly Readout[]
): readonly Readout[] {
  const aside = cue.kind === 'country' && !countries.some(({ code }) => code === cue.country);
  return aside ? readouts.slice(0, 1) : readouts;
}
