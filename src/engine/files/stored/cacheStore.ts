import type { FileStore } from './fileStore.ts';

const CACHE = 'models';
/** Cache Storage keeps answers to addresses; nobody ever asks for these. */
const PREFIX = '/stored-models/';

/** A header of our own: the browser may leave out its own. */
const SIZE = 'X-Bytes';

const addressOf = (folder: string, name: string) =>
  `${PREFIX}${encodeURIComponent(folder)}/${encodeURIComponent(name)}`;

/** Null where the browser has no Cache Storage, or not in this window. */
export async function cacheStore(): Promise<FileStore | null> {
  let cache: Cache;
  try {
    cache = await caches.open(CACHE);
  } catch {
    return null;
  }

  /** Folder, name and address of everything kept. */
  async function entries() {
    return (await cache.keys()).map(({ url }) => {
      const [folder = '', name = ''] = new URL(url).pathname.slice(PREFIX.length).split('/');
      return { url, folder: decodeURIComponent(folder), name: decodeURIComponent(name) };
    });
  }

  return {
    async folders() {
      return [...new Set((await entries()).map(({ folder }) => folder))];
    },
    async sizes(folder) {
      const sizes = new Map<string, number>();
      for (const { url, name } of (await entries()).filter((entry) => entry.folder === folder)) {
        const response = await cache.match(url);
        if (response) sizes.set(name, Number(response.headers.get(SIZE)));
      }
      return sizes;
    },
    async get(folder, name) {
      const response = await cache.match(addressOf(folder, name));
      return response ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    async put(folder, name, bytes) {
      const headers = { [SIZE]: String(bytes.length) };
      await cache.put(addressOf(folder, name), new Response(bytes, { headers }));
    },
    async remove(folder, name) {
      await cache.delete(addressOf(folder, name));
    },
    async removeFolder(folder) {
      for (const entry of await entries()) {
        if (entry.folder === folder) await cache.delete(entry.url);
      }
    }
  };
}
