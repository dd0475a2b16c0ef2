import { AppError } from '../../core/errors.ts';
import { writeZip, type ZipPart } from '../../formats/zip/writeZip.ts';
import { topOf, type StickFile } from '../../sw/stick/stickPlan.ts';
import { bytesFor } from './appFiles.ts';
import { folderFault, removeFrom, writeInto, type PickedFolder } from './stickFolder.ts';

/** Hears how many bytes of the stick are done. */
export type OnStickBytes = (bytes: number) => void;

export const ZIP_NAME = 'Valueshift.zip';
/** In a zip all lies in one folder, and has one date: the same app gives the same zip. */
const ZIP_FOLDER = 'Valueshift/';
const ZIP_DATE = new Date(2000, 0, 1);
/** Weights, pictures and zips hardly shrink. */
const PACKED = /\.(onnx|onnx_data\w*|png|zip)$/;

/**
 * Writes the files of a stick into a folder, one after the other, each checked before. The top of a
 * stick that is there already goes first: what is not finished does not look whole.
 * @throws AppError `stick-*`; an `AbortError` when stopped: what is written stays
 */
export async function stickIntoFolder(
  files: readonly StickFile[],
  { handle, name }: PickedFolder,
  onBytes: OnStickBytes,
  signal: AbortSignal
): Promise<void> {
  const needed = bytesOfStick(files);
  const told = (path: string) => (thrown: unknown) => {
    throw folderFault(thrown, name, path, needed);
  };
  for (const { path } of topOf(files)) await removeFrom(handle, path).catch(told(path));
  let done = 0;
  for (const file of files) {
    signal.throwIfAborted();
    const bytes = await bytesFor(file, signal);
    await writeInto(handle, file.path, bytes).catch(told(file.path));
    onBytes((done += file.bytes));
  }
}

/** The same files as one zip. @throws as `stickIntoFolder` */
export async function stickAsZip(
  files: readonly StickFile[],
  onBytes: OnStickBytes,
  signal: AbortSignal
): Promise<Blob> {
  let done = 0;
  async function* parts(): AsyncGenerator<ZipPart> {
    for (const file of files) {
      signal.throwIfAborted();
      const bytes = await bytesFor(file, signal);
      const { path, executable } = file;
      yield { name: ZIP_FOLDER + path, bytes, packed: PACKED.test(path), executable };
      onBytes((done += file.bytes));
    }
  }
  try {
    return await writeZip(parts(), ZIP_DATE);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof AppError) throw thrown;
    throw folderFault(thrown, ZIP_NAME, ZIP_NAME, bytesOfStick(files));
  }
}

/** What it takes on the stick, file names aside. */
export const bytesOfStick = (files: readonly StickFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);
