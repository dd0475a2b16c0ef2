import { countriesIn } from '../core/study/presets.ts';
import { studyQuestions } from '../core/study/studySteps.ts';
import { exampleScores } from '../run/study/zip/example.ts';
import { exportStudyZip } from '../run/study/zip/exportZip.ts';
import { runStudy } from '../run/study/queue/runStudy.ts';
import { StopSignal } from '../run/study/queue/stopSignal.ts';
import { newStudy, saveStudy } from '../run/study/open/studies.ts';
import { surveyFinder } from '../run/study/open/surveyFor.ts';
import { inZipWorker } from '../run/study/zip/zipClient.ts';
import { withBundledScores } from '../run/asking/withBundledScores.ts';
import type { Study, StudyPicture } from '../core/study/studyTypes.ts';
import type { EngineApi } from '../engine/engineApi.ts';
import type { Store } from '../store/store.ts';
import { loadSurvey } from '../survey/dataset.ts';
import { questionsNamed, bundledTemplate } from './ask.ts';
import type { ExportedStudy, StudyRequest } from './automationApi.ts';
import { base64Of } from './base64.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

/**
 * Makes a study, asks all of it and exports it. Answers are remembered, so that a run that ended
 * early goes on where it was; a fresh profile begins with those of the bundled example.
 */
export async function exportStudy(
  request: StudyRequest,
  engine: EngineApi,
  store: Store
): Promise<ExportedStudy> {
  const survey = await loadSurvey();
  const pictures: StudyPicture[] = [];
  for (const { input, ...meta } of request.pictures) {
    const picture = await takeInput(input, engine);
    await engine.dropPicture(picture.id);
    await store.studies.putPictures([picture]);
    pictures.push({ ...meta, id: picture.id });
  }
  const { id, name, preset, seed, choices } = request;
  const made = newStudy({
    name,
    preset,
    survey,
    questions: questionsNamed(request.questions, survey).map((question) => question.id),
    models: [{ model: request.model, manifestHash: null }],
    pictures,
    seed
  });
  const study: Study = {
    ...made,
    ...choices,
    id,
    templates: request.templates.map(bundledTemplate),
    countries: countriesIn(survey, request.countries),
    alsoNamed: countriesIn(survey, request.alsoNamed)
  };
  const surveyFor = surveyFinder(store.ownData);
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  await saveStudy(store.studies, study);
  const { device, app, minutes } = request;
  const stop = new StopSignal();
  if (minutes !== null) setTimeout(() => stop.stop(), minutes * 60_000);
  // A fresh profile goes on from what the bundled example holds.
  const bundled = exampleScores(base, inZipWorker.scoresInZip);
  const answers = withBundledScores(store.answers, bundled);
  const services = { store: { ...store, answers }, engine, surveyFor, device };
  const complete = await runStudy(id, services, stop, ({ phase, done, total }) =>
    report(phase, done, total)
  );
  const zip = await exportStudyZip(id, store.studies, surveyFor, { pictures: true, app, base });
  return { base64: await base64Of(zip), questions: studyQuestions(study, survey).length, complete };
}
