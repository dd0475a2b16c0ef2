import { is, type GenericSchema } from 'valibot';
import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { Store } from './store.ts';
import type { StoredOwnData, StoredPicture } from './storeApi.ts';
import { memoryStudies } from './studies/memoryStudies.ts';
import { nothingUnreadable } from './unreadable.ts';

/** The store of a window without IndexedDB: same promises, forgotten when the page closes. */
export function memoryStore(): Store {
  const answers = new Map<string, PromptScore>();
  const pictures = new Map<string, StoredPicture>();
  const documents = new Map<string, unknown>();
  const ownData = new Map<string, StoredOwnData>();
  return {
    answers: {
      get: async (keys) =>
        new Map(
          keys.flatMap((key) => {
            const score = answers.get(key);
            return score ? [[key, structuredClone(score)] as const] : [];
          })
        ),
      put: async (entries) => {
        for (const { key, score } of entries) {
          if (!answers.has(key)) answers.set(key, structuredClone(score));
        }
      },
      count: async () => answers.size,
      clear: async () => answers.clear()
    },
    pictures: {
      get: async (id) => pictures.get(id),
      put: async (picture) => {
        pictures.set(picture.id, { ...picture });
      },
      list: async () => [...pictures.values()].sort((a, b) => a.addedAt - b.addedAt),
      remove: async (id) => {
        pictures.delete(id);
      }
    },
    documents: {
      get: async <T>(name: string, schema: GenericSchema<unknown, T>) => {
        const value = structuredClone(documents.get(name));
        return is(schema, value) ? (value as T) : undefined;
      },
      put: async (name, value) => {
        documents.set(name, structuredClone(value));
      },
      remove: async (name) => {
        documents.delete(name);
      }
    },
    ownData: {
      get: async (id) => ownData.get(id),
      put: async (item) => {
        ownData.set(item.id, { ...item });
      },
      list: async () => [...ownData.values()].sort((a, b) => a.addedAt - b.addedAt),
      remove: async (id) => {
        ownData.delete(id);
      }
    },
    studies: memoryStudies(),
    unreadable: nothingUnreadable,
    persistent: false,
    problem: new AppError('store-in-memory'),
    close: () => undefined
  };
}
