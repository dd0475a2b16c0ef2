import type { OwnDataStore, StoredOwnData } from './storeApi.ts';
import type { Quarantine } from './quarantine.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';
import { ownDataSchema } from './storedSchemas.ts';

export function ownDataStore(database: Database, quarantine: Quarantine): OwnDataStore {
  const fits = (value: StoredOwnData) => quarantine.fits('ownData', value.id, value, ownDataSchema);
  return {
    get: (id) =>
      guarded(async () => {
        const found = await database.get('ownData', id);
        return found && fits(found) ? found : undefined;
      }),
    put: (item) =>
      guarded(async () => {
        await database.put('ownData', item);
      }, item.file.size),
    list: () =>
      guarded(async () => (await database.getAllFromIndex('ownData', 'addedAt')).filter(fits)),
    remove: (id) => guarded(() => database.delete('ownData', id))
  };
}
