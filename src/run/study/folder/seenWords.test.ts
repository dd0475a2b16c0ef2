import { expect, it } from 'vitest';
import type { Concept } from '../../../engine/engineApi.ts';
import { memoryStore } from '../../../store/memory.ts';
import { seenWords } from './seenWords.ts';

async function setUp(concepts: (id: string) => Concept[] | null) {
  const { studies } = memoryStore();
  const pictures = ['p', 'q'].map((id) => ({ id, name: `${id}.png` }));
  const stored = { type: 'image/png', width: 1, height: 1, addedAt: 0 };
  await studies.putPictures(pictures.map((one) => ({ ...one, ...stored, file: new Blob() })));
  const held = new Set<string>();
  const engine = {
    addPicture: async (id: string) => void held.add(id),
    dropPicture: async (id: string) => void held.delete(id),
    concepts: async (id: string) => (held.has(id) ? concepts(id) : [])
  };
  return { pictures, services: { engine, studies }, held };
}

it('takes the likeliest concept of each picture, one picture at a time', async () => {
  const { pictures, services, held } = await setUp((id) => [
    { name: `${id} first`, weight: 0.6 },
    { name: `${id} second`, weight: 0.4 }
  ]);
  const words = await seenWords(pictures, services);
  expect(Object.fromEntries(words ?? [])).toEqual({ p: 'p first', q: 'q first' });
  expect(held.size).toBe(0);
});

it('says so where the model names no concepts, and where a picture is gone', async () => {
  const { pictures, services, held } = await setUp(() => null);
  expect(await seenWords(pictures, services)).toBeNull();
  expect(held.size).toBe(0);
  const gone = [{ id: 'r', name: 'r.png' }];
  await expect(seenWords(gone, services)).rejects.toMatchObject({ code: 'study-picture-missing' });
});
