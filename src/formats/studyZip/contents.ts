import type { GenericSchema } from 'valibot';
import { sha256 } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';
import { templateName } from '../../core/prompts/templateName.ts';
import type { FrozenPlan } from '../../core/study/plan/planTypes.ts';
import { systemPart } from '../../core/study/systemChoice.ts';
import type { Study, StudyModelRun } from '../../core/study/studyTypes.ts';
import type { AskPlan, PictureId } from '../../core/prompts/types.ts';
import { parsed } from '../../core/schema.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { csvRows, readCsv, type CsvRow } from '../csv.ts';
import { answersFrom, answersName } from './answersCsv.ts';
import { faultIn } from './zipFaults.ts';
import { manifestSchema, zipStudySchema, type StudyManifest } from './studyManifest.ts';
import { unpackZip } from '../zip/unpackZip.ts';

/** A study's zip, unpacked and checked as far as it can be without a survey. Plain data. */
export interface ZipContents {
  manifest: StudyManifest;
  study: Study;
  /** Its frozen plans; hashes are not checked yet. */
  plans: readonly FrozenPlan[];
  answers: AnswerGroup[];
  /** Rows of `gates.csv`, its head included. */
  gates: CsvRow[];
  /** Not decoded yet. */
  pictures: { part: string; id: PictureId; file: File }[];
}

/** Answers to one cue under one condition. */
export interface AnswerGroup {
  run: StudyModelRun;
  /** What was asked, the questions answered among it. */
  plan: AskPlan;
  answers: RawAnswer[];
}

/** Bytes of the answers' tables that were read, and all of them. */
export type OnRead = (done: number, total: number) => void;

/**
 * Unpacks a zip that `exportStudyZip` wrote, all or nothing.
 * Rejects with `study-zip-...`: unreadable, a path, a size, a part that is missing, doubled, not
 * listed or changed, a place inside a part.
 */
export async function readContents(file: Blob, onRead?: OnRead): Promise<ZipContents> {
  const parts = await unpackZip(file);
  const manifest = document(parts, 'manifest.json', manifestSchema);
  await checkFiles(parts, manifest);
  const { plans = [], ...study } = document(parts, 'study.json', zipStudySchema);
  if (study.survey.hash !== manifest.survey.hash || study.wording.hash !== manifest.wording.hash) {
    throw faultIn('manifest.json')('survey');
  }
  return {
    manifest,
    study,
    plans,
    answers: answerGroups(parts, manifest, study, onRead),
    gates: readCsv(new TextDecoder().decode(need(parts, 'gates.csv')), ','),
    pictures: pictureFiles(parts, study)
  };
}

function answerGroups(
  parts: ReadonlyMap<string, Uint8Array>,
  manifest: StudyManifest,
  study: Study,
  onRead?: OnRead
): AnswerGroup[] {
  const { templates, orders, dontKnow } = study;
  const runs = new Map(manifest.models.map((run) => [run.model, run]));
  const questions = new Map(manifest.questions.map((question) => [question.id, question]));
  return readAnswers(parts, manifest, onRead).map(({ condition: at, cue: cueAt, answers }) => {
    const condition = manifest.conditions[at];
    const cue = manifest.cues[cueAt];
    const run = runs.get(condition?.model ?? '');
    const template = templates.find((one) => templateName(one) === condition?.template);
    if (!condition || !cue || !run || !template) throw faultIn('manifest.json')('conditions');
    const asked = answers.flatMap(({ question }) => questions.get(question) ?? []);
    const { readout } = condition;
    return {
      run,
      plan: {
        ...{ cues: [cue], questions: asked, template, readout, orders, dontKnow },
        ...systemPart(study, condition.model)
      },
      answers
    };
  });
}

/** Answers of one condition and cue stand together, in one part. */
function readAnswers(
  parts: ReadonlyMap<string, Uint8Array>,
  { conditions, cues, questions }: StudyManifest,
  onRead: OnRead = () => undefined
): { condition: number; cue: number; answers: RawAnswer[] }[] {
  const known = new Map(questions.map((question) => [question.id, question]));
  const names = { questions: known, conditions, cues };
  const groups = new Map<string, { condition: number; cue: number; answers: RawAnswer[] }>();
  const tables: Uint8Array[] = [];
  for (let number = 1; parts.has(answersName(number)); number++) {
    tables.push(need(parts, answersName(number)));
  }
  const total = tables.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  const tell = (bytes: number) => onRead((done += bytes), total);
  for (let number = 1; number <= tables.length; number++) {
    const name = answersName(number);
    const rows = csvRows(textOf(need(parts, name), tell), ',');
    for (const { condition, cue, raw } of answersFrom(rows, names, faultIn(name), number === 1)) {
      const place = `${condition} ${cue}`;
      const group = groups.get(place) ?? { condition, cue, answers: [] };
      groups.set(place, group);
      group.answers.push(raw);
    }
  }
  return [...groups.values()];
}

const CHUNK = 1 << 20;

/** In pieces: a part may be larger than a text can be. */
function* textOf(bytes: Uint8Array, tell: (bytes: number) => void): Generator<string> {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    yield decoder.decode(chunk, { stream: true });
    tell(chunk.length);
  }
  yield decoder.decode();
}

function pictureFiles(
  parts: ReadonlyMap<string, Uint8Array>,
  study: Study
): ZipContents['pictures'] {
  return [...parts].flatMap(([part, bytes]) => {
    const [, id, type] = /^pictures\/([0-9a-f]{64})\.(\w+)$/.exec(part) ?? [];
    if (!id) return [];
    const name = study.pictures.find((one) => one.id === id)?.name ?? part;
    const file = new File([bytes as Uint8Array<ArrayBuffer>], name, { type: `image/${type}` });
    return [{ part, id, file }];
  });
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

/** A part that is a JSON document. */
function document<T>(
  parts: ReadonlyMap<string, Uint8Array>,
  part: string,
  schema: GenericSchema<unknown, T>
): T {
  return parsed(schema, need(parts, part), faultIn(part));
}

function need(parts: ReadonlyMap<string, Uint8Array>, part: string): Uint8Array {
  const bytes = parts.get(part);
  if (!bytes) throw new AppError('study-zip-missing', { part });
  return bytes;
}
