import 'fake-indexeddb/auto';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../db.ts';
import { memoryStore } from '../memory.ts';
import { testStudyRecord } from '../fixtures/studyRecord.ts';
import type { AnswerSegment } from './studyStoreApi.ts';

const indexed = await openStore({ name: 'studies-test' });
const stores = [
  ['IndexedDB', indexed.studies],
  ['memory', memoryStore().studies]
] as const;
afterAll(() => indexed.close());

const SHARED = 'a'.repeat(64);
const ALONE = 'b'.repeat(64);
const picture = (id: string) => ({
  id,
  name: `${id}.png`,
  type: 'image/png',
  width: 1,
  height: 1,
  file: new Blob([id]),
  addedAt: 0
});

const segment = (study: string, id: string): AnswerSegment => ({
  study,
  id,
  questions: 'q'.repeat(32),
  layout: Uint16Array.of(0),
  layouts: [{ readout: 'text', options: 1 }],
  values: Float64Array.of(-1, 2, -3)
});

describe.each(stores)('studies in %s', (_, studies) => {
  it('lists what changed last first', async () => {
    await studies.put(testStudyRecord('a', 1));
    await studies.put(testStudyRecord('b', 2));
    expect((await studies.list()).map(({ id }) => id)).toEqual(['b', 'a']);
    await studies.update('a', (found) => ({ ...found, updatedAt: 3 }));
    expect((await studies.list()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await studies.update('none', (found) => found)).toBeUndefined();
  });

  it('keeps the answers of each study apart, the last of an id', async () => {
    await studies.putSegments([segment('a', '1'), segment('a', '2'), segment('ab', '1')]);
    await studies.putSegments([{ ...segment('a', '2'), values: Float64Array.of(-9, 1, -9) }]);
    const found = await studies.segments('a');
    expect(found.map(({ id }) => id)).toEqual(['1', '2']);
    expect(found[1]?.values).toEqual(Float64Array.of(-9, 1, -9));
    const gate = { study: 'a', id: 'g', sums: [-1], tokens: [1] };
    await studies.putGates([
      { ...gate, picture: '' },
      { ...gate, picture: 'p' }
    ]);
    expect(await studies.gates('a')).toHaveLength(2);
    const said = { study: 'b', id: 'f', picture: 'p', text: '=1\n{', cut: true };
    await studies.putGates([said]);
    expect(await studies.gates('b')).toEqual([said]);
    expect(await studies.gateOf('f', 'p')).toEqual(said);
    expect(await studies.gateOf('g', 'p')).toMatchObject({ study: 'a', sums: [-1] });
    expect(await studies.gateOf('f', 'q')).toBeUndefined();
    expect(await studies.gates('ab')).toEqual([]);
  });

  it('brings a removed study back, until it is purged with all that is its own', async () => {
    await studies.putPictures([picture(SHARED), picture(ALONE)]);
    await studies.put(testStudyRecord('a', 1, [SHARED, ALONE]));
    await studies.put(testStudyRecord('ab', 1, [SHARED]));
    await studies.remove('a');
    expect((await studies.list()).map(({ id }) => id)).not.toContain('a');
    await studies.purge(0);
    await studies.restore('a');
    expect(await studies.segments('a')).toHaveLength(2);
    await studies.remove('a');
    // Not "now and a bit": a clock that is set back in mid-test would keep it.
    await studies.purge(Infinity);
    await studies.restore('a');
    expect(await studies.get('a')).toBeUndefined();
    expect(await studies.segments('a')).toEqual([]);
    expect(await studies.gates('a')).toEqual([]);
    expect(await studies.segments('ab')).toHaveLength(1);
    expect(await studies.picture(ALONE)).toBeUndefined();
    expect(await studies.picture(SHARED)).toMatchObject({ id: SHARED });
  });
});
