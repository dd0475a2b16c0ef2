import { BLANKS, type AskedControl, type MainCue } from '../prompts/cueKinds.ts';
import type { Cue, Readout } from '../prompts/types.ts';
import type { Study, StudyCountry, StudyPicture } from './studyTypes.ts';
import { isWords, someoneSees } from './wordsOnly.ts';

type CuePicture = Pick<StudyPicture, 'id' | 'category' | 'caption'>;

/**
 * Every cue of a study, in its own order: neutral, controls that serve all cues of a kind, countries,
 * the pictures handed in, each followed by its own controls, then the countries that are only named;
 * these come last, because tables can do without them. Where all models read words only, captions
 * stand for the pictures.
 */
export function studyCues(
  study: Pick<Study, 'cues' | 'controls' | 'countries' | 'alsoNamed' | 'seed'> &
    Partial<Pick<Study, 'models'>>,
  pictures: readonly CuePicture[]
): Cue[] {
  const has = (kind: MainCue) => study.cues.includes(kind);
  const against = (control: AskedControl) => study.controls?.includes(control) ?? false;
  const named = ({ code, name }: StudyCountry) =>
    ({ kind: 'country', country: code, name }) as const;
  const shown = has('picture') ? pictures : [];
  const cues: Cue[] = [
    ...(has('neutral') ? [{ kind: 'neutral' } as const] : []),
    ...(has('country') && against('frame') ? [{ kind: 'frame' } as const] : []),
    ...(against('blank') ? blanksFor(shown) : []),
    ...(has('country') ? study.countries.map(named) : []),
    ...shown.flatMap((picture): Cue[] => {
      const { id, category, caption } = picture;
      const of = { picture: id, category };
      return [
        { kind: 'picture', ...of },
        ...(against('shuffled') ? [{ kind: 'shuffled', ...of, seed: study.seed } as const] : []),
        ...(against('caption') && caption ? [{ kind: 'caption', ...of, caption } as const] : [])
      ];
    }),
    ...(has('country') ? onlyNamed(study).map(named) : [])
  ];
  return someoneSees({ models: study.models ?? [] }) ? cues : cues.filter(isWords);
}

/** Every blank in every sentence that the pictures are shown with: the zero has the same prompt. */
export function blanksFor(pictures: readonly Pick<StudyPicture, 'category'>[]): Cue[] {
  const categories = [...new Set(pictures.map(({ category }) => category))];
  return categories.flatMap((category) =>
    BLANKS.map((blank) => ({ kind: 'blank', blank, category }) as const)
  );
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
