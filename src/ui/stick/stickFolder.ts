import { AppError } from '../../core/errors.ts';

/** Chromium's picker of folders, which TypeScript's own declarations do not know yet. */
type PickFolder = (options: {
  mode: 'readwrite';
  id: string;
}) => Promise<FileSystemDirectoryHandle>;

/** Made where the chosen folder holds other things. */
const OWN_FOLDER = 'Valueshift';

/** Can this browser write into a folder? */
export const canPickFolder = (): boolean => 'showDirectoryPicker' in window;

/** Where a stick goes, before anything is written. */
export interface PickedFolder {
  handle: FileSystemDirectoryHandle;
  name: string;
  /** It is a new folder inside of the chosen one, which holds other things. */
  inside: boolean;
  /** What is in it already: then a person is asked. */
  others: number;
}

/** Lets the reader choose a folder; null where they change their mind. Call on a click. */
export async function pickFolder(): Promise<PickedFolder | null> {
  const { showDirectoryPicker } = window as unknown as { showDirectoryPicker: PickFolder };
  let chosen: FileSystemDirectoryHandle;
  try {
    chosen = await showDirectoryPicker({ mode: 'readwrite', id: 'stick' });
  } catch (thrown) {
    if (nameOf(thrown) === 'AbortError') return null;
    throw folderFault(thrown, OWN_FOLDER, OWN_FOLDER, 0);
  }
  try {
    if ((await countIn(chosen)) === 0)
      return { handle: chosen, name: chosen.name, inside: false, others: 0 };
    const handle = await chosen.getDirectoryHandle(OWN_FOLDER, { create: true });
    const others = await countIn(handle);
    return { handle, name: `${chosen.name}/${OWN_FOLDER}`, inside: others === 0, others };
  } catch (thrown) {
    throw folderFault(thrown, chosen.name, OWN_FOLDER, 0);
  }
}

/** Takes a file away, where it is there. */
export async function removeFrom(root: FileSystemDirectoryHandle, name: string): Promise<void> {
  await root.removeEntry(name).catch((thrown: unknown) => {
    if (nameOf(thrown) !== 'NotFoundError') throw thrown;
  });
}

/**
 * Writes one file, with the folders that it lies in; a file of its name is written over once all its
 * bytes are there. Where it cannot be written, none of its name is left.
 */
export async function writeInto(
  root: FileSystemDirectoryHandle,
  path: string,
  bytes: Uint8Array<ArrayBuffer>
): Promise<void> {
  const folders = path.split('/');
  const name = folders.pop() as string;
  let folder = root;
  for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  let writable: FileSystemWritableFileStream | undefined;
  try {
    writable = await file.createWritable();
    await writable.write(bytes);
    await writable.close();
  } catch (thrown) {
    await writable?.abort().catch(() => undefined);
    await folder.removeEntry(name).catch(() => undefined);
    throw thrown;
  }
}

/**
 * What a browser says when a folder cannot be written to, as a sentence of ours.
 * @param neededBytes of the whole stick
 */
export function folderFault(
  thrown: unknown,
  folder: string,
  file: string,
  neededBytes: number
): AppError {
  const name = nameOf(thrown);
  const neededMB = Math.ceil(neededBytes / 1e6);
  if (name === 'QuotaExceededError') return new AppError('stick-no-room', { folder, neededMB });
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return new AppError('stick-not-allowed', { folder });
  if (name === 'NotFoundError') return new AppError('stick-gone', { folder });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('stick-not-written', { file, message });
}

const nameOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : '');

async function countIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let count = 0;
  for await (const name of folder.keys()) if (!name.startsWith('.')) count += 1;
  return count;
}
