import { expect, test } from 'vitest';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import { bundledGroups, ownPictures, thumbnailsFor } from './thumbnails.ts';

const stored = (id: string): StoredPicture => ({
  ...{ id, name: id, type: 'image/png', width: 1, height: 1 },
  ...{ file: new Blob([]), addedAt: 1 }
});
const korea = BUNDLED_PICTURES.find(({ id }) => id === 'flag-kor')?.picture ?? '';
const names = (own: string[], selected: string[]) =>
  thumbnailsFor(own.map(stored), selected).map((thumbnail) =>
    thumbnail.kind === 'own' ? thumbnail.id : thumbnail.picture.id
  );

test('four thumbnails stand ready, none of them the picture shown', () => {
  expect(names([], [])).toEqual(['flag-kor', 'flag-jpn', 'flag-nga', 'flag-fra']);
  expect(names([korea], [korea])).toEqual(['flag-jpn', 'flag-nga', 'flag-fra', 'flag-deu']);
});

test('the two newest own pictures come first', () => {
  const own = ['a', 'b', 'c', korea];
  expect(names(own, [])).toEqual(['c', 'b', 'flag-kor', 'flag-jpn']);
  expect(names(own, ['c', korea])).toEqual(['b', 'a', 'flag-jpn', 'flag-nga']);
  expect(ownPictures(own.map(stored)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('every bundled picture stands in one group, flags first', () => {
  const groups = bundledGroups();
  expect(groups[0]?.key).toBe('flags');
  expect(groups.flatMap(({ pictures }) => pictures)).toHaveLength(BUNDLED_PICTURES.length);
});
