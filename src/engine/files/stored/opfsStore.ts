import type { FileStore } from './fileStore.ts';

/** The folder of all models in the origin's own file system. */
const ROOT = 'models';

/** Null where the browser has no such file system, or not in this window. */
export async function opfsStore(): Promise<FileStore | null> {
  let root: FileSystemDirectoryHandle;
  try {
    const system = await navigator.storage.getDirectory();
    root = await system.getDirectoryHandle(ROOT, { create: true });
  } catch {
    return null;
  }
  const folder = (name: string) => orNull(root.getDirectoryHandle(name));

  return {
    async folders() {
      const names: string[] = [];
      for await (const [name, handle] of root.entries()) {
        if (handle.kind === 'directory') names.push(name);
      }
      return names;
    },
    async sizes(name) {
      const sizes = new Map<string, number>();
      const directory = await folder(name);
      if (!directory) return sizes;
      for await (const [file, handle] of directory.entries()) {
        if (handle.kind === 'file') {
          sizes.set(file, (await (handle as FileSystemFileHandle).getFile()).size);
        }
      }
      return sizes;
    },
    async get(name, file) {
      const handle = await (await folder(name))?.getFileHandle(file).catch(nothingThere);
      if (!handle) return null;
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async put(name, file, bytes) {
      const directory = await root.getDirectoryHandle(name, { create: true });
      await write(await directory.getFileHandle(file, { create: true }), bytes);
    },
    async remove(name, file) {
      await (await folder(name))?.removeEntry(file).catch(nothingThere);
    },
    async removeFolder(name) {
      await root.removeEntry(name, { recursive: true }).catch(nothingThere);
    }
  };
}

/** Older Safari has only the handle for workers; it and all others are fastest with it. */
async function write(handle: FileSystemFileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if ('createSyncAccessHandle' in handle) {
    const access = await (handle as SyncFileHandle).createSyncAccessHandle();
    try {
      access.truncate(0);
      const written = access.write(bytes, { at: 0 });
      if (written !== bytes.length) throw new DOMException('', 'QuotaExceededError');
      access.flush();
    } finally {
      access.close();
    }
    return;
  }
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}

/** TypeScript knows this handle in its library for workers only. */
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    write(bytes: Uint8Array, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

function nothingThere(fault: unknown): null {
  if (fault instanceof DOMException && fault.name === 'NotFoundError') return null;
  throw fault;
}

const orNull = <T>(promise: Promise<T>): Promise<T | null> => promise.catch(nothingThere);
