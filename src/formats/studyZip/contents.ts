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
import { openZip, type OpenedZip } from '../zip/openZip.ts';

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
  const zip = await openZip(file);
  const manifest = parsed(
    manifestSchema,
    await zip.read('manifest.json'),
    faultIn('manifest.json')
  );
  checkList(zip, manifest);
  const read = (part: string) => listedPart(zip, manifest, part);
  const { plans = [], ...study } = parsed(
    zipStudySchema,
    await read('study.json'),
    faultIn('study.json')
  );
  if (study.survey.hash !== manifest.survey.hash || study.wording.hash !== manifest.wording.hash) {
    throw faultIn('manifest.json')('survey');
  }
  return {
    manifest,
    study,
    plans,
    answers: answerGroups(await readAnswers(zip, read, manifest, onRead), manifest, study),
    gates: readCsv(new TextDecoder().decode(await read('gates.csv')), ','),
    pictures: await pictureFiles(zip, read, study)
  };
}

/** Unpacks a part and checks that it is what the manifest says. */
type ReadPart = (part: string) => Promise<Uint8Array<ArrayBuffer>>;

function answerGroups(
  groups: readonly FoundGroup[],
  manifest: StudyManifest,
  study: Study
): AnswerGroup[] {
  const { templates, orders, dontKnow } = study;
  const runs = new Map(manifest.models.map((run) => [run.model, run]));
  const questions = new Map(manifest.questions.map((question) => [question.id, question]));
  return groups.map(({ condition: at, cue: cueAt, answers }) => {
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

/** Answers to one cue under one condition, both by their place in the manifest. */
interface FoundGroup {
  condition: number;
  cue: number;
  answers: RawAnswer[];
}

/** Answers of one condition and cue stand together, in one part. */
async function readAnswers(
  { sizes }: OpenedZip,
  read: ReadPart,
  { conditions, cues, questions }: StudyManifest,
  onRead: OnRead = () => undefined
): Promise<FoundGroup[]> {
  const known = new Map(questions.map((question) => [question.id, question]));
  const names = { questions: known, conditions, cues };
  const groups = new Map<string, FoundGroup>();
  let open: FoundGroup | undefined;
  let answered = new Set<string>();
  const tables: string[] = [];
  while (sizes.has(answersName(tables.length + 1))) tables.push(answersName(tables.length + 1));
  const total = tables.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  let done = 0;
  const tell = (bytes: number) => onRead((done += bytes), total);
  for (const [index, name] of tables.entries()) {
    const rows = csvRows(textOf(await read(name), tell), ',');
    const broken = faultIn(name);
    for (const { condition, cue, raw, line } of answersFrom(rows, names, broken, index === 0)) {
      const place = `${condition} ${cue}`;
      const group = groups.get(place) ?? { condition, cue, answers: [] };
      if (group !== open) answered = new Set(group.answers.map(({ question }) => question));
      if (answered.has(raw.question)) throw broken(`line ${line}`);
      open = group;
      answered.add(raw.question);
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

async function pictureFiles(
  { sizes }: OpenedZip,
  read: ReadPart,
  study: Study
): Promise<ZipContents['pictures']> {
  const names = new Map(study.pictures.map(({ id, name }) => [id, name]));
  const files: ZipContents['pictures'] = [];
  for (const part of sizes.keys()) {
    const [, id, type] = /^pictures\/([0-9a-f]{64})\.(\w+)$/.exec(part) ?? [];
    if (!id) continue;
    const file = new File([await read(part)], names.get(id) ?? part, { type: `image/${type}` });
    files.push({ part, id, file });
  }
  return files;
}

/** Every listed part is there, and no other. */
function checkList({ sizes }: OpenedZip, { files }: StudyManifest): void {
  for (const part of Object.keys(files)) {
    if (!sizes.has(part)) throw new AppError('study-zip-missing', { part });
  }
  for (const part of sizes.keys()) {
    if (part !== 'manifest.json' && !Object.hasOwn(files, part)) {
      throw new AppError('study-zip-unlisted', { part });
    }
  }
  for (const part of ['study.json', 'answers.csv', 'gates.csv']) {
    if (!sizes.has(part)) throw new AppError('study-zip-missing', { part });
  }
}

async function listedPart(
  zip: OpenedZip,
  { files }: StudyManifest,
  part: string
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await zip.read(part);
  const [found, expected] = [await sha256(bytes), files[part]?.sha256 ?? ''];
  if (found !== expected || bytes.length !== files[part]?.bytes) {
    throw new AppError('study-zip-changed', { part, expected, found });
  }
  return bytes;
}
