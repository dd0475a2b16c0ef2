import type { DocumentStore } from './storeApi.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';

export function documentStore(database: Database): DocumentStore {
  return {
    get: <T>(name: string) =>
      guarded(async () => (await database.get('documents', name)) as T | undefined),
    put: (name, value) =>
      guarded(async () => {
        await database.put('documents', value, name);
      }, JSON.stringify(value)?.length),
    remove: (name) => guarded(() => database.delete('documents', name))
  };
}
