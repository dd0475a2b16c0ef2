import type { ModelFile } from '../../engine/files/stored/modelStoreApi.ts';

/** Something dropped that may hold a model. */
export type Dropped = { kind: 'folder'; files: ModelFile[] } | { kind: 'zip'; archive: File };

/** Files chosen with a folder input, each with the path that the browser tells. */
export function chosenFolder(files: Iterable<File>): ModelFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What was dropped; null where it is neither a folder nor an archive. Call it during the event. */
export async function droppedModel(data: DataTransfer): Promise<Dropped | null> {
  // The list of items is gone after the first pause.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const [file] = [...data.files];
  const directory = entries.find((entry) => entry?.isDirectory);
  if (directory) {
    return { kind: 'folder', files: await filesIn(directory as FileSystemDirectoryEntry) };
  }
  return file && /\.zip$/i.test(file.name) ? { kind: 'zip', archive: file } : null;
}

async function filesIn(directory: FileSystemDirectoryEntry): Promise<ModelFile[]> {
  const found: ModelFile[] = [];
  for (const entry of await entriesOf(directory)) {
    if (entry.isDirectory) found.push(...(await filesIn(entry as FileSystemDirectoryEntry)));
    else {
      const file = await new Promise<File>((done, failed) =>
        (entry as FileSystemFileEntry).file(done, failed)
      );
      found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    }
  }
  return found;
}

async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((done, failed) =>
      reader.readEntries(done, failed)
    );
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
