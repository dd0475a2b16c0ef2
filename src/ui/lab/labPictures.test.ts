import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { memoryStore } from '../../store/memory.ts';
import type { PictureStore } from '../../store/storeApi.ts';
import type { TakenPicture } from '../pictures/intake.ts';
import { LabPictures } from './labPictures.svelte.ts';

let store: PictureStore;
let list: LabPictures;
/** Names of the files that were read, in order. */
let read: string[];

/** A picture named by its file; files that begin with `bad` are none. */
async function takeByName(file: File): Promise<TakenPicture> {
  read.push(file.name);
  await new Promise((resolve) => setTimeout(resolve, file.name.startsWith('slow') ? 20 : 0));
  if (file.name.startsWith('bad')) throw new AppError('picture-empty', { name: file.name });
  const { name, type } = file;
  const picture = { id: name, name, type, width: 1, height: 1, file, addedAt: 1 };
  return { picture, notices: [] };
}
const files = (...names: string[]) => names.map((name) => new File(['x'], name));
const faults = () =>
  list.messages.map((message) => (message.kind === 'error' ? message.error.code : 'note'));

beforeEach(() => {
  read = [];
  store = memoryStore().pictures;
  list = new LabPictures(Promise.resolve(store), takeByName);
});

describe('pictures out of files', () => {
  it('take the place of those shown, in their order; a bad one is named and harms nothing', async () => {
    await list.showFiles(files('old'), false);
    expect(await list.showFiles(files('slow', 'bad', 'quick'), false)).toBe(true);
    expect(list.selected).toEqual(['slow', 'quick']);
    expect(faults()).toEqual(['picture-empty']);
    expect(list.reading).toBe(0);
    expect((await store.list()).map(({ id }) => id)).toEqual(['old', 'slow', 'quick']);
  });

  it('leave what is shown where none of them is a picture', async () => {
    await list.showFiles(files('old'), false);
    expect(await list.showFiles(files('bad'), false)).toBe(false);
    expect(list.selected).toEqual(['old']);
  });

  it('come beside those shown up to eight; what is over is not even read', async () => {
    await list.showFiles(files('1', '2', '3'), false);
    await list.showFiles(files('4', '5', '6', '7', '8', '9', '10'), true);
    expect(list.selected).toHaveLength(8);
    expect(read).toHaveLength(8);
    expect(faults()).toEqual(['picture-too-many']);
    expect(list.reading).toBe(0);
  });

  it('wait among the others where another picture was chosen meanwhile', async () => {
    await list.showFiles(files('a', 'b'), false);
    const slow = list.showFiles(files('slow'), false);
    list.showOnly('b');
    expect(await slow).toBe(false);
    expect(list.selected).toEqual(['b']);
    expect(list.has('slow')).toBe(true);
  });
});

describe('what was taken away', () => {
  it('comes back where it stood', async () => {
    await list.showFiles(files('a', 'b', 'c'), false);
    list.takeOut('b');
    expect([list.selected, list.removed.name, list.removedFrom]).toEqual([
      ['a', 'c'],
      'b',
      'shown'
    ]);
    await list.removed.undo();
    expect(list.selected).toEqual(['a', 'b', 'c']);
    list.takeOut('b');
    list.showOnly('c');
    expect(list.removed.name).toBe(null);
  });

  it('off this device comes back to the device', async () => {
    await list.showFiles(files('a', 'b'), false);
    await list.remove('a');
    expect([list.removedFrom, (await store.list()).length]).toEqual(['device', 1]);
    await list.removed.undo();
    expect((await store.list()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });

  it('does not come back beside eight', async () => {
    await list.showFiles(files('1', '2', '3', '4', '5', '6', '7', '8'), false);
    list.takeOut('1');
    await list.showFiles(files('9'), true);
    await list.removed.undo();
    expect([list.selected.length, list.selected.includes('1')]).toEqual([8, false]);
    expect(faults()).toEqual(['picture-too-many']);
  });
});
