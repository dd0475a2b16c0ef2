import { AppError } from '../../core/errors.ts';

/** What a file begins with that is not a model's, and what is said of it. */
const OTHERS: readonly [begin: RegExp, code: string][] = [
  [/^version https:\/\/git-lfs/, 'model-file-pointer'],
  [/^\s*<(!doctype|html|head|body|\?xml)/i, 'model-file-page']
];
/** Bytes that are looked at. */
const HEAD = 200;

/**
 * Refuses what was saved under the name of a model's file by mistake, before anything tries to read it.
 * @param bytes from the file's first on
 * @throws AppError `model-file-empty`, `model-file-page` (a web page), `model-file-pointer` (what a Git
 *   repository without its large files holds); with `file`
 */
export function assertPlausible(file: string, bytes: Uint8Array): void {
  if (bytes.length === 0 && /\.onnx(_data\w*)?$/.test(file)) {
    throw new AppError('model-file-empty', { file });
  }
  const begin = new TextDecoder().decode(bytes.subarray(0, HEAD));
  const other = OTHERS.find(([pattern]) => pattern.test(begin));
  // A template is a text, which may begin like a page.
  if (other && !file.endsWith('.jinja')) throw new AppError(other[1], { file });
}
