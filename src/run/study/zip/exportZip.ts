import { AppError } from '../../../core/errors.ts';
import { studyCues } from '../../../core/study/studyCues.ts';
import { asNowSeen } from '../../../core/study/viewChoice.ts';
import { spokenTo } from '../../../core/study/systemChoice.ts';
import type { StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import { fetchManifest } from '../../../engine/files/manifest.ts';
import type {
  AnswerSegment,
  StudyRecord,
  StudyStore
} from '../../../store/studies/studyStoreApi.ts';
import type { SurveyFor } from '../studyApi.ts';
import { GateIds } from '../gate/gateIds.ts';
import { gateParts } from './gateParts.ts';
import { gateList } from '../../../core/study/participants.ts';
import { sha256 } from '../../../core/digest.ts';
import { openContents } from '../open/openStudy.ts';
import {
  conditionName,
  conditionsOf,
  stepsOf,
  studyQuestions
} from '../../../core/study/studySteps.ts';
import { questionKey, SegmentIds } from '../open/segmentIds.ts';
import { wantedPictures } from '../../../core/study/participants.ts';
import {
  answersCsv,
  answersName,
  type SegmentTable
} from '../../../formats/studyZip/answersCsv.ts';
import { gatesText } from '../../../formats/studyZip/gatesCsv.ts';
import type { StudyManifest, WrittenManifest } from '../../../formats/studyZip/studyManifest.ts';
import { promptTexts } from '../../../formats/studyZip/promptTexts.ts';
import { writeZip, type ZipPart } from '../../../formats/zip/writeZip.ts';

export interface ExportOptions {
  /** Puts the pictures into the zip; mind their licences. */
  pictures: boolean;
  /** The app's version, for the manifest. */
  app: string;
  /**
   * Folder of the app, below which the models lie; their file lists are part of the manifest. Null
   * where there is none.
   */
  base: string | null;
  /** Lists of a model's files that are known already, by the hash of its manifest. */
  files?: ReadonlyMap<string, StudyManifest['models'][number]['files']>;
  onProgress?: (progress: ExportProgress) => void;
  /** Ends the work: it rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** `write`: answers that were written down; `pack`: bytes of the part in work that were packed. */
export interface ExportProgress {
  phase: 'write' | 'pack';
  done: number;
  total: number;
}

/** Milliseconds of work after which the page may draw. */
const TURN = 50;

/** Characters of one part of the answers; more go into the next. */
const PART_SIZE = 64e6;

/**
 * A study with all its answers as one zip, from which `readStudyZip` makes the same study anywhere:
 * `manifest.json`, `study.json`, `answers.csv`, `gates.csv`, `pictures/` if wanted.
 * Rejects with `study-missing`, `study-survey-missing`, `study-picture-missing`.
 */
export async function exportStudyZip(
  id: string,
  studies: StudyStore,
  surveyFor: SurveyFor,
  options: ExportOptions
): Promise<Blob> {
  const kept = await studies.get(id);
  if (!kept) throw new AppError('study-missing');
  const record = asNowSeen(kept);
  const { study } = record;
  const survey = await surveyFor(study);
  const [segments, gates] = await Promise.all([studies.segments(id), studies.gates(id)]);
  const opened = await openContents({ record, segments, gates }, survey);
  const questions = studyQuestions(study, survey);
  const keys = new Map<string, (typeof questions)[number]>();
  for (const question of questions) keys.set(await questionKey(question), question);
  const pictures = wantedPictures(study);
  const cues = studyCues(study, pictures);
  const runs = study.models.flatMap(({ model }) => record.runs[model] ?? []);
  const conditions = conditionsOf(study, record.runs);
  const createdAt = new Date();

  const tables: { table: SegmentTable; condition: number; cue: number }[] = [];
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const place = placesOf(conditions, cues);
  for (const run of runs) {
    const ids = new SegmentIds(run);
    for (const step of stepsOf(study, run.model, run.readouts, pictures, questions)) {
      const segment: AnswerSegment | undefined = byId.get(await ids.of(step.plan));
      if (segment) tables.push({ table: { ...step, segment }, ...place(step) });
    }
  }
  const list = gateList(study, survey);
  const manifest: WrittenManifest = {
    format: 'valueshift-study',
    version: 1,
    app: options.app,
    createdAt: createdAt.toISOString(),
    files: {},
    models: await Promise.all(
      runs.map(async (run) => ({ ...run, files: await modelFiles(run, options) }))
    ),
    survey: study.survey,
    wording: study.wording,
    seed: study.seed,
    conditions,
    cues,
    questions,
    prompts: conditions.flatMap((condition, index) => {
      const chat = record.runs[condition.model]?.chat;
      return chat ? promptTexts(study, condition, index, cues, questions, chat) : [];
    }),
    ...(await gateParts(study, list, runs)),
    covers: { answers: opened.columns.length, missing: opened.missing },
    ...planPart(record)
  };

  const seen = await Promise.all(
    runs.map(async (run) => {
      const own = await new GateIds(list, spokenTo(run, study), study.gate).rowsOf(
        study.pictures,
        gates
      );
      return { model: run.model, rows: [...own.values()] };
    })
  );

  const document = withPlans(record);
  async function* parts(): AsyncGenerator<ZipPart> {
    yield await listed(manifest, 'study.json', JSON.stringify(document, null, 1));
    let text = '';
    let number = 1;
    let drawn = performance.now();
    const written = tellWritten(tables, options);
    for (const piece of answersCsv(tables, (key) => keys.get(key))) {
      text += piece;
      written();
      if (performance.now() - drawn > TURN) {
        await new Promise((resolve) => setTimeout(resolve));
        drawn = performance.now();
      }
      if (text.length < PART_SIZE) continue;
      yield await listed(manifest, answersName(number++), text);
      text = '';
    }
    if (text !== '' || number === 1) yield await listed(manifest, answersName(number), text);
    yield await listed(manifest, 'gates.csv', gatesText(study, seen, list));
    if (options.pictures) {
      for (const { id: picture, name } of study.pictures) {
        const stored = await studies.picture(picture);
        if (!stored) throw new AppError('study-picture-missing', { name });
        const bytes = new Uint8Array(await stored.file.arrayBuffer());
        const type = stored.type.replace('image/', '').replace(/[^a-z0-9]/g, '') || 'bin';
        yield { ...(await listed(manifest, `pictures/${picture}.${type}`, bytes)), packed: true };
      }
    }
    // Last: only now every other part's hash is known.
    const bytes = new TextEncoder().encode(JSON.stringify(manifest, null, 1));
    yield { name: 'manifest.json', bytes, packed: false };
  }

  return writeZip(parts(), createdAt, (done, total) => {
    options.signal?.throwIfAborted();
    options.onProgress?.({ phase: 'pack', done, total });
  });
}

/** Tells, called once a piece of the table, how many answers were written down. */
function tellWritten(
  tables: readonly { table: SegmentTable }[],
  { onProgress, signal }: ExportOptions
): () => void {
  const counts = tables.map(({ table }) => table.segment.layout.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  // The first piece is the table's head.
  const pieces = [0, ...counts].values();
  let done = 0;
  return () => {
    signal?.throwIfAborted();
    done += pieces.next().value ?? 0;
    onProgress?.({ phase: 'write', done, total });
  };
}

/** The document as it is, with its plans where it has any. */
function withPlans({ study, plans }: StudyRecord) {
  return plans ? { ...study, plans } : study;
}

function planPart({ plans }: StudyRecord): Pick<WrittenManifest, 'plan'> {
  const last = plans?.at(-1);
  if (!last) return {};
  const { sha256: hash, frozenAt, answers } = last;
  return { plan: { sha256: hash, frozenAt, answers } };
}

/** The part, entered in the manifest's list. */
async function listed(
  manifest: WrittenManifest,
  name: string,
  content: string | Uint8Array<ArrayBuffer>
): Promise<ZipPart> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  manifest.files[name] = { bytes: bytes.length, sha256: await sha256(bytes) };
  return { name, bytes, packed: false };
}

function placesOf(conditions: WrittenManifest['conditions'], cues: readonly Cue[]) {
  const text = (value: unknown) => JSON.stringify(value);
  const conditionAt = new Map(conditions.map((each, index) => [conditionName(each), index]));
  const cueAt = new Map(cues.map((cue, index) => [text(cue), index]));
  return (step: { condition: (typeof conditions)[number]; cue: Cue }) => ({
    condition: conditionAt.get(conditionName(step.condition)) ?? -1,
    cue: cueAt.get(text(step.cue)) ?? -1
  });
}

/** The files that the answers were computed with; null where the folder holds others by now. */
async function modelFiles(
  { model, manifestHash, served }: StudyModelRun,
  { base, files: known }: ExportOptions
) {
  const found = known?.get(manifestHash);
  if (found) return found;
  if (served || base === null) return null;
  try {
    const folder = new URL(`models/${encodeURIComponent(model)}/`, base).href;
    const { hash, files } = await fetchManifest(folder, AbortSignal.timeout(10_000));
    return hash === manifestHash ? Object.fromEntries(files) : null;
  } catch {
    return null;
  }
}
