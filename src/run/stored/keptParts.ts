import { AppError } from '../../core/errors.ts';
import { keptAnswerLine, keptAnswersHead } from '../../formats/keptAnswers.ts';
import { writeZip, type ZipPart } from '../../formats/zip/writeZip.ts';
import { isPacked, unpackKey, unpackScore } from '../../store/packedScore.ts';
import type { Store } from '../../store/store.ts';
import type { WholeStores } from '../../store/wholeStores.ts';
import { exportStudyZip, type ExportOptions } from '../study/zip/exportZip.ts';
import type { SurveyFor } from '../study/studyApi.ts';
import { OWN_DOCUMENT } from '../yourself/keptOwn.ts';
import type { DatabaseKind } from './dataKinds.ts';

export interface KeptSource {
  store: Pick<Store, 'studies' | 'pictures' | 'ownData'>;
  whole: Pick<WholeStores, 'entries'>;
  surveyFor: SurveyFor;
  study: Pick<ExportOptions, 'app' | 'base'>;
  /** A file's name, without its ending, out of any words. */
  stem: (words: string) => string;
  /** What the page keeps outside of the database, by name. */
  settings: () => Readonly<Record<string, string>>;
}

/** What could not be written, and why; all else was. */
interface LeftOutOfZip {
  name: string;
  error: AppError;
}

/**
 * Everything of some kinds as one zip of the files that the app brings in again: a zip a study, the
 * pictures, a JSON file an own survey, the Lab's answers line by line; settings only to be read.
 */
export async function keptZip(
  kinds: readonly DatabaseKind[],
  source: KeptSource
): Promise<{ file: Blob; files: number; left: LeftOutOfZip[] }> {
  const left: LeftOutOfZip[] = [];
  let files = 0;
  async function* parts() {
    const names = new Set<string>();
    for (const kind of kinds) {
      for await (const { folder, stem, ending, bytes, packed } of PARTS[kind](source, left)) {
        let name = `${folder}${stem}${ending}`;
        for (let k = 2; names.has(name); k++) name = `${folder}${stem}-${k}${ending}`;
        names.add(name);
        files += 1;
        yield { name, bytes, packed } satisfies ZipPart;
      }
    }
  }
  const file = await writeZip(parts(), new Date());
  return { file, files, left };
}

interface Part {
  folder: string;
  stem: string;
  ending: string;
  bytes: Uint8Array;
  packed: boolean;
}

type PartsOf = (source: KeptSource, left: LeftOutOfZip[]) => AsyncGenerator<Part>;

const PARTS: Readonly<Record<DatabaseKind, PartsOf>> = {
  async *studies({ store: { studies }, surveyFor, study: options, stem }, left) {
    for (const { id, study } of await studies.list()) {
      try {
        const zip = await exportStudyZip(id, studies, surveyFor, { ...options, pictures: true });
        const bytes = await bytesIn(zip);
        yield { folder: 'studies/', stem: stem(study.name), ending: '.zip', bytes, packed: true };
      } catch (thrown) {
        left.push({ name: study.name, error: AppError.from(thrown) });
      }
    }
  },
  async *pictures({ store, stem }) {
    for (const { name, type, file } of await store.pictures.list()) {
      const ending = `.${type.replace(/^image\//, '').replace(/[^a-z0-9]/g, '') || 'bin'}`;
      const own = stem(name.replace(/\.[^.]*$/, ''));
      yield { folder: 'pictures/', stem: own, ending, bytes: await bytesIn(file), packed: true };
    }
  },
  async *surveys({ store, stem }) {
    for (const { name, file } of await store.ownData.list()) {
      const bytes = await bytesIn(file);
      yield { folder: 'surveys/', stem: stem(name), ending: '.json', bytes, packed: false };
    }
  },
  async *answers({ whole }) {
    const lines: string[] = [];
    for await (const part of whole.entries('answers')) {
      for (const { key, value } of part) {
        // What something else wrote there could not be read back.
        if (!isPacked(value) || !(key instanceof ArrayBuffer)) continue;
        lines.push(keptAnswerLine({ key: unpackKey(key), score: unpackScore(value) }));
      }
    }
    if (lines.length === 0) return;
    yield { ...alone('answers', '.jsonl'), bytes: utf8(keptAnswersHead + lines.join('')) };
  },
  async *settings({ whole, settings }) {
    const documents: Record<string, unknown> = {};
    for await (const part of whole.entries('documents')) {
      for (const { key, value } of part) {
        // One's own answers leave this device in no file.
        if (key !== OWN_DOCUMENT) documents[String(key)] = value;
      }
    }
    const found = { documents, page: settings() };
    yield { ...alone('settings', '.json'), bytes: utf8(JSON.stringify(found, null, 1)) };
  }
};

const alone = (stem: string, ending: string) => ({ folder: '', stem, ending, packed: false });
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesIn = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
