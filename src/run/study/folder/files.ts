import type { FolderFile } from '../studyApi.ts';

/** Files that an operating system leaves in folders. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;

/** What was dropped: folders with all that is in them. Call while the drop event is being handled. */
export async function filesOfDrop(data: DataTransfer): Promise<FolderFile[]> {
  // The list is emptied as soon as the event is over: take all entries before waiting for any.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files: FolderFile[] = [];
  for (const entry of entries) await walk(entry, entry.name, files);
  return sorted(files);
}

/** The files of an `<input type="file" webkitdirectory>`, or of a plain one. */
export function filesOfInput(list: FileList): FolderFile[] {
  return sorted([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

async function walk(entry: FileSystemEntry, path: string, files: FolderFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    files.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time; an empty batch is the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (batch.length === 0) return;
    for (const inner of batch) await walk(inner, `${path}/${inner.name}`, files);
  }
}

/** The same folder gives the same order everywhere. */
function sorted(files: FolderFile[]): FolderFile[] {
  return files
    .filter(({ path }) => !HIDDEN.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
