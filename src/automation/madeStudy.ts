import { countryInPrompt } from '../core/survey/countryInPrompt.ts';
import { sha256 } from '../core/digest.ts';
import { templateById } from '../core/prompts/templates.ts';
import { studyCues } from '../core/study/studyCues.ts';
import type { Study, StudyPicture, StudyModelRun } from '../core/study/studyTypes.ts';
import { PICTURE_CATEGORIES } from '../core/prompts/categories.ts';
import { newStudy } from '../run/study/open/studies.ts';
import type { Store } from '../store/store.ts';
import { loadSurvey } from '../survey/dataset.ts';
import type { SurveyDataset } from '../survey/types.ts';
import type { MadeStudyRequest } from './automationApi.ts';
import { MADE_RUN, storeMadeAnswers } from './madeAnswers.ts';
import { report } from './progress.ts';

/**
 * Stores a study with made-up answers, all of them, as its run would have: to measure what a study
 * of some size costs to open and to work out. The same request stores the same study.
 */
export async function storeMadeStudy(
  request: MadeStudyRequest,
  { studies }: Pick<Store, 'studies'>
): Promise<{ answers: number; cues: number }> {
  const survey = await loadSurvey();
  const study = await studyOf(request, survey);
  await studies.putPictures(await storedPictures(study.pictures));
  const run: StudyModelRun = { ...MADE_RUN, readouts: request.readouts };
  const answers = await storeMadeAnswers(
    { study, run, survey, seed: request.seed },
    studies,
    report
  );
  const { id, name } = study;
  const record = { id, study, updatedAt: Date.now(), removedAt: null, origin: 'own' } as const;
  await studies.put({ ...record, runs: { [MADE_RUN.model]: run } });
  report(name, answers, answers);
  return { answers, cues: studyCues(study, study.pictures).length };
}

async function studyOf(request: MadeStudyRequest, survey: SurveyDataset): Promise<Study> {
  const { id, name, seed, orders, readouts, picturesPerCategory, categories } = request;
  const named = (count: number) => survey.countries.slice(0, count).map(countryInPrompt);
  const made = newStudy({
    name,
    preset: 'recommended',
    survey,
    questions: survey.questions.slice(0, request.questions).map((question) => question.id),
    models: [{ model: MADE_RUN.model, manifestHash: null }],
    pictures: [],
    seed
  });
  const countries = made.countries.slice(0, request.countries);
  const pictures = countries.flatMap(({ code }) =>
    // From the last: people with incomes are among them.
    PICTURE_CATEGORIES.slice(-categories).flatMap((category) =>
      Array.from({ length: picturesPerCategory }, async (_, k): Promise<StudyPicture> => {
        const incomeUsdPerMonth = category === 'people' ? 50 * (1 + (k % 60)) : null;
        const place = `${code} ${category} ${k}`;
        return {
          ...{ id: await sha256(place), name: `${place}.png`, country: code, category },
          ...{ incomeUsdPerMonth, licence: null, source: null, included: 'yes' }
        };
      })
    )
  );
  return {
    ...made,
    id,
    countries,
    pictures: await Promise.all(pictures),
    orders,
    readouts,
    alsoNamed: named(request.alsoNamed),
    templates: [templateById('brief') ?? made.templates[0]].flatMap((each) => each ?? []),
    gate: { ...made.gate, on: false }
  };
}

/** One tiny picture under all ids: the page shows them all. */
async function storedPictures(pictures: readonly StudyPicture[]) {
  const canvas = new OffscreenCanvas(16, 16);
  canvas.getContext('2d')?.fillRect(4, 4, 8, 8);
  const file = await canvas.convertToBlob();
  return pictures.map(({ id, name }) => ({
    ...{ id, name, file },
    ...{ type: 'image/png', width: 16, height: 16, addedAt: 0 }
  }));
}
