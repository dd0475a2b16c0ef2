import type { PictureStore } from './storeApi.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';

export function pictureStore(database: Database): PictureStore {
  return {
    get: (id) => guarded(() => database.get('pictures', id)),
    put: (picture) =>
      guarded(async () => {
        await database.put('pictures', picture);
      }, picture.file.size),
    list: () => guarded(() => database.getAllFromIndex('pictures', 'addedAt')),
    remove: (id) => guarded(() => database.delete('pictures', id))
  };
}
