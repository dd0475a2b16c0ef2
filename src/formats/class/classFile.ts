import { AppError } from '../../core/errors.ts';
import { parsed } from '../../core/schema.ts';
import { crc32 } from '../crc32.ts';
import { classShareSchema, type ClassShare } from './classShare.ts';

/** Of what is written; files and codes of another version are told apart and refused. */
export const CLASS_VERSION = 1;
/** Bytes of one hand-in, and of a file of many. */
const MOST_BYTES = { share: 500_000, file: 16_000_000 };
/** Hand-ins of one file: a school's. */
const MOST_SHARES = 200;
const MOST_LINES = 2 * MOST_SHARES;
const HEAD =
  /^\{"format":"valueshift-class","version":(\d{1,6}),"bytes":(\d{1,9}),"crc32":"([0-9a-f]{8})"\}$/;
const BEGINNING = /^\{"format":"valueshift-class","version":(\d{1,6})[,}]/;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A hand-in as it stands in files: a line that says what follows and its check sum, and a line of JSON. */
export function writeClassShare(share: ClassShare): string {
  const body = JSON.stringify(share);
  return `${headOf(bytesOf(body))}\n${body}\n`;
}

function headOf(body: Uint8Array): string {
  const sum = crc32(body).toString(16).padStart(8, '0');
  return `{"format":"valueshift-class","version":${CLASS_VERSION},"bytes":${body.length},"crc32":"${sum}"}`;
}

/** What may be a class file by its size; throws `class-too-large` for one that is not looked at. */
export function checkClassSize({ size }: { size: number }): void {
  if (size > MOST_BYTES.file)
    throw new AppError('class-too-large', { most: MOST_BYTES.file / 1e6 });
}

/**
 * The hand-ins of a file, one or several; in place of a damaged one what is wrong with it, so that the
 * others count. Codes: `class-not-ours`, `class-older`, `class-newer`, `class-cut`, `class-changed`,
 * `class-wrong`, `class-too-large`, `class-full`.
 */
export function readClassText(text: string): (ClassShare | AppError)[] {
  const lines = text.split('\n', MOST_LINES + 1).filter((line) => line !== '');
  const [more = ''] = lines.splice(MOST_LINES);
  const found: (ClassShare | AppError)[] = [];
  for (let at = 0; at < lines.length; at += begins(lines[at]) ? 2 : 1) {
    try {
      found.push(readOne(lines[at] ?? '', lines[at + 1] ?? ''));
    } catch (thrown) {
      const error = AppError.from(thrown);
      // Lines of something else are one thing that is wrong, however many they are.
      if (!(isNotOurs(error) && isNotOurs(found.at(-1)))) found.push(error);
    }
  }
  if (begins(more)) found.push(new AppError('class-full', { most: MOST_SHARES }));
  return found.length > 0 ? found : [new AppError('class-not-ours')];
}

const begins = (line: string | undefined) => BEGINNING.test(line ?? '');
const isNotOurs = (found: ClassShare | AppError | undefined) =>
  found instanceof AppError && found.code === 'class-not-ours';

function readOne(head: string, body: string): ClassShare {
  checkVersion(BEGINNING.exec(head)?.[1]);
  const [, , length] = HEAD.exec(head) ?? [];
  if (length === undefined) throw new AppError('class-changed');
  const bytes = bytesOf(body);
  if (bytes.length > MOST_BYTES.share)
    throw new AppError('class-too-large', { most: MOST_BYTES.share / 1e6 });
  if (bytes.length < Number(length)) {
    throw new AppError('class-cut', { bytes: bytes.length, of: Number(length) });
  }
  if (headOf(bytes) !== head) throw new AppError('class-changed');
  return readClassBody(body);
}

/** Of a file or a code; undefined where none stands there. */
export function checkVersion(version: string | undefined): void {
  if (version === undefined) throw new AppError('class-not-ours');
  const number = Number(version);
  if (number > CLASS_VERSION) throw new AppError('class-newer', { version: number });
  if (number < CLASS_VERSION) throw new AppError('class-older', { version: number });
}

/** The JSON of a hand-in; throws `class-wrong` with the place that does not fit. */
export function readClassBody(body: string | Uint8Array): ClassShare {
  return parsed(
    classShareSchema,
    body,
    (where, misfit) =>
      new AppError('class-wrong', {
        where,
        found: misfit?.found ?? '?',
        expected: misfit?.expected ?? 'JSON'
      })
  );
}
