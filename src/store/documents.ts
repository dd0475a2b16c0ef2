import type { GenericSchema } from 'valibot';
import type { Quarantine } from './quarantine.ts';
import type { DocumentStore } from './storeApi.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';

export function documentStore(database: Database, quarantine: Quarantine): DocumentStore {
  return {
    get: <T>(name: string, schema: GenericSchema<unknown, T>) =>
      guarded(async () => {
        const value: unknown = await database.get('documents', name);
        if (value === undefined) return undefined;
        return quarantine.fits('documents', name, value, schema) ? value : undefined;
      }),
    put: (name, value) =>
      guarded(async () => {
        if (quarantine.isNoted('documents', name)) await quarantine.keepAside(name);
        await database.put('documents', value, name);
      }, JSON.stringify(value)?.length),
    remove: (name) => guarded(() => database.delete('documents', name))
  };
}
