import { sha256 } from '../../../core/digest.ts';
import { AppError } from '../../../core/errors.ts';
import { templateName, type Study } from '../../../core/study/studyTypes.ts';
import type { AskPlan, PictureId } from '../../../core/prompts/types.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { RawAnswer } from '../../../core/answers/types.ts';
import type { StudyModelRun } from '../../../store/studies/studyStoreApi.ts';
import { CsvReader, readCsv } from '../../../survey/import/csv.ts';
import { AnswersReader, answersName } from './answersCsv.ts';
import { manifestFrom, studyFrom } from './checkParts.ts';
import { faultIn } from './zipFaults.ts';
import type { StudyManifest } from './manifest.ts';
import { unpackZip } from './unpackZip.ts';

/** A study's zip, unpacked and checked as far as it can be without a survey. Plain data. */
export interface ZipContents {
  manifest: StudyManifest;
  study: Study;
  answers: AnswerGroup[];
  /** Rows of `gates.csv`, its head included. */
  gates: ReturnType<typeof readCsv>;
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

/**
 * Unpacks a zip that `exportStudyZip` wrote, all or nothing.
 * Rejects with `study-zip-...`: unreadable, a path, a size, a part that is missing, doubled, not
 * listed or changed, a place inside a part.
 */
export async function readContents(file: Blob): Promise<ZipContents> {
  const parts = await unpackZip(file);
  const manifest = manifestFrom(need(parts, 'manifest.json'));
  await checkFiles(parts, manifest);
  const study = studyFrom(need(parts, 'study.json'));
  if (study.survey.hash !== manifest.survey.hash || study.wording.hash !== manifest.wording.hash) {
    throw faultIn('manifest.json')('survey');
  }
  return {
    manifest,
    study,
    answers: answerGroups(parts, manifest, study),
    gates: readCsv(new TextDecoder().decode(need(parts, 'gates.csv')), ','),
    pictures: pictureFiles(parts, study)
  };
}

function answerGroups(
  parts: ReadonlyMap<string, Uint8Array>,
  manifest: StudyManifest,
  { templates, orders, dontKnow }: Study
): AnswerGroup[] {
  const runs = new Map(manifest.models.map((run) => [run.model, run]));
  const questions = new Map(manifest.questions.map((question) => [question.id, question]));
  return readAnswers(parts, manifest).map(({ condition: at, cue: cueAt, answers }) => {
    const condition = manifest.conditions[at];
    const cue = manifest.cues[cueAt];
    const run = runs.get(condition?.model ?? '');
    const template = templates.find((one) => templateName(one) === condition?.template);
    if (!condition || !cue || !run || !template) throw faultIn('manifest.json')('conditions');
    const asked = answers.flatMap(({ question }) => questions.get(question) ?? []);
    const { readout } = condition;
    return {
      run,
      plan: { cues: [cue], questions: asked, template, readout, orders, dontKnow },
      answers
    };
  });
}

/** Answers of one condition and cue stand together, in one part. */
function readAnswers(
  parts: ReadonlyMap<string, Uint8Array>,
  { conditions, cues, questions }: Pick<StudyManifest, 'conditions' | 'cues' | 'questions'>
): { condition: number; cue: number; answers: RawAnswer[] }[] {
  const known = new Map<string, Question>(questions.map((question) => [question.id, question]));
  const groups = new Map<string, { condition: number; cue: number; answers: RawAnswer[] }>();
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

function need(parts: ReadonlyMap<string, Uint8Array>, part: string): Uint8Array {
  const bytes = parts.get(part);
  if (!bytes) throw new AppError('study-zip-missing', { part });
  return bytes;
}
