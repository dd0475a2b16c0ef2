import { AppError } from '../../../core/errors.ts';
import type { QuestionId } from '../../../core/survey/types.ts';
import type { Readout } from '../../../core/prompts/types.ts';
import type {
  DeviceChoice,
  EngineApi,
  LoadedModel,
  RevivableEngine
} from '../../../engine/engineApi.ts';
import { sameAnswers } from '../../../engine/sameAnswers.ts';
import type { Store } from '../../../store/store.ts';
import type { StudyRecord } from '../../../store/studies/studyStoreApi.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { withSight } from '../../../core/study/wordsOnly.ts';
import { assertNoMarks } from '../../asking/templateMarks.ts';
import { checkReading } from '../../asking/readingCheck.ts';
import { ranElsewhere } from '../../elsewhere/elsewhereModel.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { StudyProgress, SurveyFor } from '../studyApi.ts';
import { gateList } from '../../../core/study/participants.ts';
import { GateRun } from '../gate/gateRun.ts';
import { asRun } from './asRun.ts';
import { ModelRun } from './modelRun.ts';
import { PictureLoader } from '../folder/pictureLoader.ts';
import { questionKey } from '../open/segmentIds.ts';
import { stepsOf, studyQuestions } from '../../../core/study/studySteps.ts';
import { wantedPictures } from '../../../core/study/participants.ts';
import { ProgressMeter } from './progress.ts';
import { OtherModel } from '../../asking/throughFaults.ts';
import type { StopSignal } from './stopSignal.ts';
import { CrashBudget } from '../../../workers/crashBudget.ts';

export interface StudyServices {
  store: Pick<Store, 'answers' | 'studies'>;
  /** An engine of the queue's own: no one else may load another model into it. */
  engine: Pick<
    EngineApi,
    'load' | 'cancelLoad' | 'score' | 'generate' | 'cancel' | 'addPicture' | 'dropPicture'
  > &
    Partial<Pick<RevivableEngine, 'revive'>>;
  surveyFor: SurveyFor;
  device: DeviceChoice;
  /** Milliseconds; a parameter for tests. */
  now?: () => number;
}

/**
 * Asks everything that a study lacks: model by model, cue by cue; what is known is not asked again,
 * nor is a model whose answers came in a table.
 * Resolves to false where `stop` ended it early. Rejects with `study-missing`,
 * `study-picture-missing`, and the faults of engine and store; all that was computed is kept.
 */
export async function runStudy(
  id: string,
  services: StudyServices,
  stop: StopSignal,
  report: (progress: StudyProgress) => void
): Promise<boolean> {
  const record = await services.store.studies.get(id);
  if (!record) throw new AppError('study-missing');
  const meter = new ProgressMeter(report, services.now ?? (() => performance.now()));
  try {
    const models = record.study.models.filter(({ model }) => !ranElsewhere(record.runs[model]));
    const survey = await services.surveyFor(record.study);
    for (const [index, { model }] of models.entries()) {
      if (stop.stopped) return false;
      const later = models.slice(index + 1).map((each) => answersOf(record, each.model, survey));
      const ahead = later.reduce((sum, answers) => sum + answers, 0);
      if (!(await runThroughDevices(record, { model, ahead }, survey, services, stop, meter)))
        return false;
    }
    return true;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (stop.stopped && error.code === 'cancelled') return false;
    throw error;
  }
}

/** A model that comes back on another device gives other answers: it is asked from its beginning. */
async function runThroughDevices(
  record: StudyRecord,
  task: Pick<ModelTask, 'model' | 'ahead'>,
  survey: SurveyDataset,
  services: StudyServices,
  stop: StopSignal,
  meter: ProgressMeter
): Promise<boolean> {
  const before = meter.parts;
  const budget = new CrashBudget();
  for (let loaded: LoadedModel | undefined; ;) {
    try {
      return await runModel(record, { ...task, loaded, budget }, survey, services, stop, meter);
    } catch (thrown) {
      if (!(thrown instanceof OtherModel)) throw thrown;
      loaded = thrown.loaded;
      meter.dropParts(before);
    }
  }
}

interface ModelTask {
  model: string;
  /** Answers of the models behind it. */
  ahead: number;
  /** As it came back; else it is loaded. */
  loaded: LoadedModel | undefined;
  /** Of crashes, whatever the model is doing. */
  budget: CrashBudget;
}

async function runModel(
  record: StudyRecord,
  { model, ahead, loaded: back, budget }: ModelTask,
  survey: SurveyDataset,
  services: StudyServices,
  stop: StopSignal,
  meter: ProgressMeter
): Promise<boolean> {
  const { engine, store, device } = services;
  const { view } = record.study;
  meter.phase('loading', model);
  const loaded =
    back ??
    (await stop.guard(
      () => void engine.cancelLoad().catch(() => undefined),
      () => engine.load({ model, device, ...(view && { view }) }, () => undefined)
    ));
  const sight = (of: Study) => withSight(of, model, loaded.wordsOnly ?? false);
  const study = sight(record.study);
  assertNoMarks(study.templates, loaded);
  const scoring = { engine, answers: store.answers, loaded, budget };
  const faults = { engine, loaded, budget, cancelled: () => stop.stopped };
  const readouts = await readoutsFor(record, model, scoring, stop, meter);
  const run = asRun(model, loaded, readouts);
  await store.studies.update(study.id, (now) => ({
    ...now,
    study: sight(now.study),
    runs: { ...now.runs, [model]: run }
  }));
  const questions = studyQuestions(study, survey);
  const keys = new Map<QuestionId, string>();
  for (const question of questions) keys.set(question.id, await questionKey(question));
  const steps = stepsOf(study, model, readouts, wantedPictures(study), questions);
  const offset = meter.addParts(
    steps.map(({ condition, cue, plan }) => ({ condition, cue, total: plan.questions.length })),
    ahead
  );
  const segments = await store.studies.segments(study.id);
  const loader = new PictureLoader(faults, store.studies);
  const names = gateList(study, survey);
  meter.phase('asking', model);
  return new ModelRun({
    study,
    run,
    steps,
    offset,
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    keys,
    scoring,
    studies: store.studies,
    gate: new GateRun({ study, run, names, faults, scoring, studies: store.studies, loader, stop }),
    loader,
    stop,
    meter
  }).askAll();
}

/** What a model will be asked; one readout where its reading check has yet to choose. */
function answersOf({ study, runs }: StudyRecord, model: string, survey: SurveyDataset): number {
  const readouts = study.readouts === 'reading-check' ? runs[model]?.readouts : study.readouts;
  const questions = studyQuestions(study, survey);
  return stepsOf(study, model, readouts ?? ['letter'], wantedPictures(study), questions).reduce(
    (sum, { plan }) => sum + plan.questions.length,
    0
  );
}

/** The study's choice, what an earlier run with this model found, or the model's reading check. */
async function readoutsFor(
  { study, runs }: StudyRecord,
  model: string,
  scoring: Parameters<typeof checkReading>[0],
  stop: StopSignal,
  meter: ProgressMeter
): Promise<readonly Readout[]> {
  if (study.readouts !== 'reading-check') return study.readouts;
  const { loaded } = scoring;
  const earlier = runs[model];
  if (earlier && sameAnswers(earlier, loaded)) return earlier.readouts;
  meter.phase('reading-check', model);
  let other: LoadedModel | null = null;
  const checking = checkReading(scoring, {
    onProgress: () => undefined,
    onModel: (now) => (other = now)
  });
  const report = await stop.guard(
    () => checking.cancel(),
    () => checking.done
  );
  // Its answers are stored: the check of the model that came back computes nothing again.
  if (other) throw new OtherModel(other);
  if (!report) throw new AppError('cancelled');
  return [report.readout];
}
