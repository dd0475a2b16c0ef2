import type { OwnDataStore } from './storeApi.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';

export function ownDataStore(database: Database): OwnDataStore {
  return {
    get: (id) => guarded(() => database.get('ownData', id)),
    put: (item) =>
      guarded(async () => {
        await database.put('ownData', item);
      }, item.file.size),
    list: () => guarded(() => database.getAllFromIndex('ownData', 'addedAt')),
    remove: (id) => guarded(() => database.delete('ownData', id))
  };
}
