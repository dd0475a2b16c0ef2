import { brief } from '../../core/prompts/brief.ts';
import { countriesIn } from '../../core/study/presets.ts';
import type { Study, StudyModel } from '../../core/study/studyTypes.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import { newStudy } from '../../run/study/open/studies.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { BUNDLED_PICTURES } from '../../ui/pictures/bundled.ts';

/** The same document at every call: its answers' places, draws and hashes follow from it. */
const MADE = '2026-11-26T20:00:00.000Z';
const SEED = 7;

/**
 * What language models are asked for the second bundled example: no cue, the country's sentence
 * without a name, every surveyed country by name, and the titles of the bundled pictures as captions.
 * Countries that bundled pictures stand for are the study's own, the others are named alone.
 * @param models language models all of them; none yet in a study that is still to be asked
 * @param captions whether the pictures' captions are asked too; else there are names alone
 */
export function wordsStudy(
  survey: SurveyDataset,
  questions: readonly QuestionId[],
  models: readonly Omit<StudyModel, 'wordsOnly'>[],
  captions = true
): Study {
  const shown = BUNDLED_PICTURES.flatMap((picture) =>
    picture.country === null ? [] : { ...picture, country: picture.country }
  );
  const own = [...new Set(shown.map(({ country }) => country))];
  const others = survey.countries.map(({ code }) => code).filter((code) => !own.includes(code));
  const made = newStudy({
    name: 'What a 1.5B language model knows about countries',
    preset: 'recommended',
    survey,
    questions,
    models: models.map(({ model, manifestHash }) => ({ model, manifestHash, wordsOnly: true })),
    pictures: (captions ? shown : []).map(
      ({ picture, title, country, category, licence, source }) => ({
        ...{ id: picture, name: title, caption: title, country, category, licence, source },
        incomeUsdPerMonth: null,
        included: 'yes'
      })
    ),
    seed: SEED
  });
  return {
    ...made,
    ...{ id: 'example-words', createdAt: MADE, preset: null, templates: [brief] },
    cues: ['neutral', 'country', ...(captions ? (['picture'] as const) : [])],
    controls: ['frame', ...(captions ? (['caption'] as const) : [])],
    readouts: ['letter'],
    countries: countriesIn(survey, own),
    alsoNamed: countriesIn(survey, others),
    // No model of this study could be asked what a picture shows.
    gate: { ...made.gate, on: false }
  };
}
