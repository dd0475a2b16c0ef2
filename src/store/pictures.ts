import type { PictureStore, StoredPicture } from './storeApi.ts';
import type { Quarantine } from './quarantine.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';
import { storedPictureSchema } from './storedSchemas.ts';

export function pictureStore(database: Database, quarantine: Quarantine): PictureStore {
  const fits = (value: StoredPicture) =>
    quarantine.fits('pictures', value.id, value, storedPictureSchema);
  return {
    get: (id) =>
      guarded(async () => {
        const found = await database.get('pictures', id);
        return found && fits(found) ? found : undefined;
      }),
    put: (picture) =>
      guarded(async () => {
        await database.put('pictures', picture);
      }, picture.file.size),
    list: () =>
      guarded(async () => (await database.getAllFromIndex('pictures', 'addedAt')).filter(fits)),
    remove: (id) => guarded(() => database.delete('pictures', id))
  };
}
