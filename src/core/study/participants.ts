import type { GateList } from '../prompts/gatePrompt.ts';
import { countryInPrompt } from '../survey/countryInPrompt.ts';
import type { PictureGate } from './pictureGate.ts';
import { gateMethodOf } from './gateMethod.ts';
import type { Study, StudyCountry, StudyPicture } from './studyTypes.ts';
import { seeingModels, someoneSees } from './wordsOnly.ts';

/** Pictures that a person has not taken out; whether they pass the gate is another matter. */
export function wantedPictures({ pictures, countries }: Study): StudyPicture[] {
  const codes = new Set(countries.map(({ code }) => code));
  return pictures.filter(({ included, country }) => included !== 'no' && codes.has(country));
}

/** Whether the gate has a say about a picture. */
export function isGated({ gate }: Pick<Study, 'gate'>, { included }: StudyPicture): boolean {
  return gate.on && included === 'gate';
}

/**
 * Pictures that take part: put in by hand, or recognised by every model of the study that takes
 * pictures, so that all models are compared on the same ones. Who has not been looked at yet does not
 * take part yet.
 */
export function participants(
  study: Study,
  gates: readonly Pick<PictureGate, 'picture' | 'model' | 'passes'>[]
): StudyPicture[] {
  const passed = new Set(
    gates.filter(({ passes }) => passes).map(({ picture, model }) => `${model} ${picture}`)
  );
  return wantedPictures(study).filter(
    (picture) =>
      !isGated(study, picture) ||
      seeingModels(study).every(({ model }) => passed.has(`${model} ${picture.id}`))
  );
}

/** Who decided which pictures take part, for captions. */
export function inclusionOf({
  gate,
  pictures,
  models
}: Pick<Study, 'gate' | 'pictures' | 'models'>): 'gate' | 'gateFree' | 'hand' | 'all' {
  // A gate that nothing was left to, or that no model could answer, has decided nothing.
  const decides =
    gate.on && someoneSees({ models }) && pictures.some(({ included }) => included === 'gate');
  if (decides) return gateMethodOf(gate) === 'free' ? 'gateFree' : 'gate';
  return pictures.some(({ included }) => included !== 'gate') ? 'hand' : 'all';
}

/** All countries of the survey, and the study's own by the names that it uses. */
export function gateList(
  study: { countries: readonly StudyCountry[]; gate: Pick<Study['gate'], 'articles'> },
  survey: { countries: readonly StudyCountry[] }
): GateList {
  const own = new Map(study.countries.map(({ code, name }) => [code, name]));
  const surveyed = survey.countries.map((country) => {
    const { code, name } = study.gate.articles ? countryInPrompt(country) : country;
    return { code, name: own.get(code) ?? name };
  });
  const known = new Set(surveyed.map(({ code }) => code));
  return [...surveyed, ...study.countries.filter(({ code }) => !known.has(code))];
}
