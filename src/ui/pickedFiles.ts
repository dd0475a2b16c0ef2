import type { FolderFile } from '../engine/files/folderFile.ts';

/** Files that an operating system leaves in folders. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;

/** What was dropped: folders with all that is in them. Call while the drop event is being handled. */
export function filesOfDrop(data: DataTransfer): Promise<FolderFile[]> {
  return filesIn(entriesOf(data));
}

/** A dropped folder or archive that may hold a model; null for anything else. Call as `filesOfDrop`. */
export async function modelOfDrop(data: DataTransfer): Promise<FolderFile[] | File | null> {
  const folder = entriesOf(data).find(({ isDirectory }) => isDirectory);
  const [file] = data.files;
  if (folder) return filesIn([folder]);
  return file && /\.zip$/i.test(file.name) ? file : null;
}

/** The files of an `<input type="file" webkitdirectory>`, or of a plain one. */
export function filesOfInput(list: Iterable<File>): FolderFile[] {
  return sorted([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** The list is emptied as soon as the event is over: all entries are taken before waiting for any. */
const entriesOf = (data: DataTransfer) =>
  [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);

async function filesIn(entries: readonly FileSystemEntry[]): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return sorted(files);
}

async function walk(entry: FileSystemEntry, files: FolderFile[]): Promise<void> {
  if (!entry.isDirectory) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    files.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time; an empty batch is the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (batch.length === 0) return;
    for (const inner of batch) await walk(inner, files);
  }
}

/** The same folder gives the same order everywhere. */
function sorted(files: FolderFile[]): FolderFile[] {
  return files
    .filter(({ path }) => !HIDDEN.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
