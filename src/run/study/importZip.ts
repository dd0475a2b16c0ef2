import { AppError } from '../../core/errors.ts';
import { templateName, type Study } from '../../core/study/studyTypes.ts';
import type { Question, RawAnswer } from '../../core/types.ts';
import type { StoredPicture } from '../../store/api.ts';
import type {
  AnswerSegment,
  GateScores,
  StudyModelRun,
  StudyRecord,
  StudyStore
} from '../../store/studies/api.ts';
import { CsvReader, readCsv } from '../../survey/import/csv.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { SurveyFor } from './api.ts';
import { answersName } from './exportZip.ts';
import { gateList } from './gate.ts';
import { sha256 } from '../../core/digest.ts';
import type { StudyContents } from './openStudy.ts';
import { questionKey, SegmentIds } from './plan.ts';
import { makeSegment } from './segments.ts';
import { storeAnswers } from './studies.ts';
import { AnswersReader } from './zip/answersCsv.ts';
import { manifestFrom, studyFrom } from './zip/checkParts.ts';
import { faultIn } from './zip/faults.ts';
import { gatesFrom } from './zip/gatesCsv.ts';
import type { StudyManifest } from './zip/manifest.ts';
import { readZip } from './zip/readZip.ts';

/** A study out of a zip, whole and checked, not stored yet: `openContents` shows it as it is. */
export interface ImportedStudy {
  contents: StudyContents;
  survey: SurveyDataset;
  manifest: StudyManifest;
  pictures: readonly StoredPicture[];
}

export interface ImportServices {
  surveyFor: SurveyFor;
  /** Checks a picture and names it by its bytes; rejects with `picture-...`. */
  takePicture: (file: File) => Promise<{ picture: StoredPicture }>;
}

/**
 * Reads a study's zip, all or nothing. Rejects with `study-zip-...` (unreadable, a path, a size, a
 * part that is missing, doubled, not listed or changed, a place inside a part), `picture-...`, or
 * `study-survey-missing` where this browser lacks the survey that the study was made with.
 */
export async function readStudyZip(file: Blob, services: ImportServices): Promise<ImportedStudy> {
  const parts = await readZip(file);
  const manifest = manifestFrom(need(parts, 'manifest.json'));
  await checkFiles(parts, manifest);
  const study = studyFrom(need(parts, 'study.json'));
  if (study.survey.hash !== manifest.survey.hash || study.wording.hash !== manifest.wording.hash) {
    throw faultIn('manifest.json')('survey');
  }
  const survey = await services.surveyFor(study);
  const runs: Record<string, StudyModelRun> = {};
  for (const run of manifest.models) runs[run.model] = run;
  const record: StudyRecord = {
    id: study.id,
    study,
    updatedAt: Date.now(),
    removedAt: null,
    origin: 'imported',
    runs
  };
  const segments = await segmentsFrom(parts, manifest, study, runs);
  const gates = gateScoresFrom(parts, study, survey, manifest);
  const pictures = await picturesFrom(parts, study, services);
  return { contents: { record, segments, gates }, survey, manifest, pictures };
}

/** Keeps an imported study, under an id of its own. Returns its record. */
export async function storeImported(
  { contents, pictures }: ImportedStudy,
  studies: StudyStore
): Promise<StudyRecord> {
  const id = crypto.randomUUID();
  const record = { ...contents.record, id, study: { ...contents.record.study, id } };
  await studies.putPictures(pictures);
  await storeAnswers(contents, studies, id);
  // Last: a study that is listed is there with all its answers.
  await studies.put(record);
  return record;
}

function need(parts: ReadonlyMap<string, Uint8Array>, part: string): Uint8Array {
  const bytes = parts.get(part);
  if (!bytes) throw new AppError('study-zip-missing', { part });
  return bytes;
}

/** Every listed part is there with its bytes, and no other. */
async function checkFiles(
  parts: ReadonlyMap<string, Uint8Array>,
  { files }: StudyManifest
): Promise<void> {
  for (const [part, { bytes, sha256: expected }] of Object.entries(files)) {
    const found = need(parts, part);
    const hash = await sha256(found as Uint8Array<ArrayBuffer>);
    if (found.length !== bytes || hash !== expected) {
      throw new AppError('study-zip-changed', { part, expected, found: hash });
    }
  }
  for (const part of parts.keys()) {
    if (part !== 'manifest.json' && !Object.hasOwn(files, part)) {
      throw new AppError('study-zip-unlisted', { part });
    }
  }
  for (const part of ['study.json', 'answers.csv', 'gates.csv']) need(parts, part);
}

async function segmentsFrom(
  parts: ReadonlyMap<string, Uint8Array>,
  { conditions, cues, questions }: StudyManifest,
  study: Study,
  runs: Readonly<Record<string, StudyModelRun>>
): Promise<AnswerSegment[]> {
  const groups = readAnswers(parts, { conditions, cues, questions });
  const keys = new Map<string, string>();
  for (const question of questions) keys.set(question.id, await questionKey(question));
  const segments: AnswerSegment[] = [];
  for (const { condition: at, cue: cueAt, answers } of groups) {
    const condition = conditions[at];
    const cue = cues[cueAt];
    const run = runs[condition?.model ?? ''];
    const template = study.templates.find((one) => templateName(one) === condition?.template);
    if (!condition || !cue || !run || !template) throw faultIn('manifest.json')('conditions');
    const { orders, dontKnow } = study;
    const plan = {
      cues: [cue],
      questions: [],
      template,
      readout: condition.readout,
      orders,
      dontKnow
    };
    const id = await new SegmentIds(run).of(plan);
    segments.push(makeSegment(study.id, id, answers, keys));
  }
  return segments;
}

interface AnswerGroup {
  condition: number;
  cue: number;
  answers: RawAnswer[];
}

/** Answers of one condition and cue stand together, in one part. */
function readAnswers(
  parts: ReadonlyMap<string, Uint8Array>,
  { conditions, cues, questions }: Pick<StudyManifest, 'conditions' | 'cues' | 'questions'>
): AnswerGroup[] {
  const known = new Map<string, Question>(questions.map((question) => [question.id, question]));
  const groups = new Map<string, AnswerGroup>();
  for (let number = 1; parts.has(answersName(number)); number++) {
    const name = answersName(number);
    let line = 0;
    const reader = new AnswersReader(
      { questions: known, conditions, cues },
      (condition, cue, raw) => {
        const place = `${condition} ${cue}`;
        const group = groups.get(place) ?? { condition, cue, answers: [] };
        groups.set(place, group);
        group.answers.push(raw);
      },
      faultIn(name),
      number === 1
    );
    const rows = new CsvReader(',', (cells, at) => reader.row(cells, (line = at)));
    const decoder = new TextDecoder('utf-8');
    const bytes = need(parts, name);
    for (let at = 0; at < bytes.length; at += CHUNK) {
      rows.push(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
    }
    rows.push(decoder.decode());
    rows.end();
    reader.end(line);
  }
  return [...groups.values()];
}

const CHUNK = 1 << 20;

function gateScoresFrom(
  parts: ReadonlyMap<string, Uint8Array>,
  study: Study,
  survey: SurveyDataset,
  manifest: StudyManifest
): GateScores[] {
  const list = gateList(study, survey);
  const rows = readCsv(new TextDecoder().decode(need(parts, 'gates.csv')), ',');
  const gates: GateScores[] = [];
  for (const [model, scores] of gatesFrom(rows, list, faultIn('gates.csv'))) {
    const id = manifest.gates[model];
    if (!id) throw faultIn('gates.csv')(model.slice(0, 80));
    gates.push(...scores.map((score) => ({ study: study.id, id, ...score })));
  }
  return gates;
}

async function picturesFrom(
  parts: ReadonlyMap<string, Uint8Array>,
  study: Study,
  { takePicture }: ImportServices
): Promise<StoredPicture[]> {
  const pictures: StoredPicture[] = [];
  for (const [part, bytes] of parts) {
    const [, id, type] = /^pictures\/([0-9a-f]{64})\.(\w+)$/.exec(part) ?? [];
    if (!id) continue;
    const name = study.pictures.find((one) => one.id === id)?.name ?? part;
    const file = new File([bytes as Uint8Array<ArrayBuffer>], name, { type: `image/${type}` });
    const { picture } = await takePicture(file);
    if (picture.id !== id) {
      throw new AppError('study-zip-changed', { part, expected: id, found: picture.id });
    }
    pictures.push(picture);
  }
  return pictures;
}
