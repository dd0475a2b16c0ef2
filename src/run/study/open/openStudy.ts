import { AppError } from '../../../core/errors.ts';
import { studyCues } from '../../../core/study/studyCues.ts';
import type { Study, StudyPicture } from '../../../core/study/studyTypes.ts';
import { frameQuestion, type StudyFrame } from '../../../core/study/studyFrame.ts';
import type { CountryCode, Question } from '../../../core/survey/types.ts';
import type {
  AnswerSegment,
  GateRow,
  StudyRecord,
  StudyStore
} from '../../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { Breather } from '../../../workers/breather.ts';
import type { OpenStudy, SurveyFor } from '../studyApi.ts';
import type { PictureGate } from '../../../core/study/pictureGate.ts';
import { columnsOf, type PlacedSegment } from './columns.ts';
import { GateIds } from '../gate/gateIds.ts';
import { gateList, participants } from '../../../core/study/participants.ts';
import { pictureGate } from '../../../core/study/pictureGate.ts';
import { asNowSeen } from '../../../core/study/viewChoice.ts';
import { spokenTo } from '../../../core/study/systemChoice.ts';
import {
  conditionName,
  conditionsOf,
  stepsOf,
  studyQuestions
} from '../../../core/study/studySteps.ts';
import { questionKey, SegmentIds } from './segmentIds.ts';
import { waitingCues, type PlannedCue } from './waiting.ts';
import { wantedPictures } from '../../../core/study/participants.ts';
import { isWords, readsWords } from '../../../core/study/wordsOnly.ts';

/** All that is known of a study, however it is kept. */
export interface StudyContents {
  record: StudyRecord;
  segments: readonly AnswerSegment[];
  gates: readonly GateRow[];
}

/**
 * Opens a study with all its answers. Rejects with `study-missing`, `study-survey-missing` and the
 * store's faults.
 */
export async function openStudy(
  id: string,
  studies: StudyStore,
  surveyFor: SurveyFor
): Promise<OpenStudy> {
  const record = await studies.get(id);
  if (!record) throw new AppError('study-missing');
  const [segments, gates] = await Promise.all([studies.segments(id), studies.gates(id)]);
  return openContents({ record, segments, gates }, await surveyFor(record.study));
}

/** Puts a study's answers in their places. */
export async function openContents(
  { record: kept, segments, gates: scores }: StudyContents,
  survey: SurveyDataset
): Promise<OpenStudy> {
  const record = asNowSeen(kept);
  const { study } = record;
  const breather = new Breather();
  const gates = await gatesOf(record, scores, survey);
  const pictures = participants(study, gates);
  const questions = studyQuestions(study, survey);
  const frame = frameOf(record, survey, questions, pictures);
  const keys: string[] = [];
  for (const question of questions) {
    keys.push(await questionKey(question));
    await breather.rest();
  }
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const placed: PlacedSegment[] = [];
  const planned: PlannedCue[] = [];
  let expected = 0;
  const conditions = new Map(frame.conditions.map((c, index) => [conditionName(c), index]));
  for (const { model } of study.models) {
    const run = record.runs[model];
    if (!run) continue;
    const steps = stepsOf(study, model, run.readouts, pictures, questions);
    const names = new SegmentIds(run);
    for (const { condition, cueIndex, plan } of steps) {
      expected += plan.questions.length;
      const segment = byId.get(await names.of(plan));
      const at = conditions.get(conditionName(condition));
      if (at === undefined) continue;
      planned.push({ condition: at, cue: cueIndex, answers: plan.questions.length });
      if (segment) placed.push({ segment, condition: at, cue: cueIndex });
      await breather.rest();
    }
  }
  const places = new Map(keys.map((key, index) => [key, index]));
  const columns = await columnsOf(placed, places, breather);
  return {
    record,
    survey,
    frame,
    columns,
    missing: expected - columns.length + unasked(record, questions, pictures, gates),
    waiting: waitingCues(planned, columns),
    undecided: undecidedPictures(study, pictures, gates).length,
    gates,
    words: new Map(questions.map(({ id }, index) => [id, keys[index] as string]))
  };
}

/** What cannot be listed yet: models that never ran, pictures that nobody looked at. */
function unasked(
  { study, runs }: StudyRecord,
  questions: readonly Question[],
  takingPart: readonly StudyPicture[],
  gates: readonly PictureGate[]
): number {
  const perCue = questions.length * study.templates.length;
  const open = [...takingPart, ...undecidedPictures(study, takingPart, gates)];
  return study.models.reduce((sum, { model }) => {
    const run = runs[model];
    const told = readsWords(study, model);
    const cuesOf = (pictures: readonly StudyPicture[]) =>
      studyCues(study, pictures).filter((cue) => !told || isWords(cue)).length;
    if (!run) return sum + perCue * cuesOf(wantedPictures(study));
    return sum + perCue * (cuesOf(open) - cuesOf(takingPart)) * run.readouts.length;
  }, 0);
}

/** Pictures of the study that nobody looked at yet; none where pictures are no cue. */
function undecidedPictures(
  study: Study,
  takingPart: readonly StudyPicture[],
  gates: readonly PictureGate[]
): StudyPicture[] {
  if (!study.cues.includes('picture')) return [];
  const shut = new Set(gates.filter(({ passes }) => !passes).map(({ picture }) => picture));
  return wantedPictures(study).filter(
    (picture) => !takingPart.includes(picture) && !shut.has(picture.id)
  );
}

function frameOf(
  { study, runs }: StudyRecord,
  survey: SurveyDataset,
  questions: readonly Question[],
  pictures: Study['pictures']
): StudyFrame {
  const readers = study.models.flatMap(({ model, wordsOnly }) => (wordsOnly ? model : []));
  const income = (code: CountryCode) => survey.country(code)?.income ?? null;
  return {
    conditions: conditionsOf(study, runs),
    cues: studyCues(study, pictures),
    questions: questions.map(frameQuestion),
    countries: study.countries.map(({ code }) => ({ code, income: income(code) })),
    pictures: pictures.map(({ id, country, category, incomeUsdPerMonth }) => ({
      id,
      country,
      category,
      incomeUsdPerMonth
    })),
    ...(readers.length > 0 && { readers })
  };
}

async function gatesOf(
  { study, runs }: StudyRecord,
  rows: readonly GateRow[],
  survey: SurveyDataset
): Promise<PictureGate[]> {
  const list = gateList(study, survey);
  const gates: PictureGate[] = [];
  for (const { model } of study.models) {
    const run = runs[model];
    if (!run || readsWords(study, model)) continue;
    const own = await new GateIds(list, spokenTo(run, study), study.gate).rowsOf(
      study.pictures,
      rows
    );
    for (const picture of study.pictures) {
      const found = pictureGate(study.gate, picture, model, list, own);
      if (found) gates.push(found);
    }
  }
  return gates;
}
