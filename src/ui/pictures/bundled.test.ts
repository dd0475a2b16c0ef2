import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readImageHeader } from '../../formats/pictures/imageHeader.ts';
import { PICTURE_CATEGORIES } from '../../core/prompts/categories.ts';
import { BUNDLED_PICTURES } from './bundled.ts';

const folder = 'public/pictures';
const paperCountries = 'BRA CHN FRA ITA MEX NGA PAK KOR USA VNM'.split(' ');

test.each(BUNDLED_PICTURES)('$id is the file that the list tells', (entry) => {
  const bytes = readFileSync(`${folder}/${entry.file}`);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.picture);
  const { width, height } = entry;
  expect(readImageHeader(bytes)).toMatchObject({
    kind: 'picture',
    header: { format: 'png', width, height, complete: true }
  });
  expect([null, ...PICTURE_CATEGORIES]).toContain(entry.category);
  expect(entry.country).toMatch(/^[A-Z]{3}$/);
});

test('every file has its entry, ids and pictures are unique, all are small', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.png'));
  expect(files.sort()).toEqual(BUNDLED_PICTURES.map(({ file }) => file).sort());
  for (const key of ['id', 'picture'] as const) {
    expect(new Set(BUNDLED_PICTURES.map((entry) => entry[key])).size).toBe(files.length);
  }
  const bytes = files.map((file) => readFileSync(`${folder}/${file}`).length);
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(1.5e6);
});

test.each(paperCountries)('%s has its flag and something more', (country) => {
  const own = BUNDLED_PICTURES.filter((entry) => entry.country === country);
  expect(own.map(({ id }) => id)).toContain(`flag-${country.toLowerCase()}`);
  expect(own.length).toBeGreaterThan(1);
});

test('the licences name every file', () => {
  const licences = readFileSync(`${folder}/LICENCES.md`, 'utf8');
  for (const { file, licence, author } of BUNDLED_PICTURES) {
    for (const text of [file, licence, author]) expect(licences).toContain(text);
  }
});
