import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { everyTable } from './everyTable.ts';
import { exactJson, rowsOf, sha256Of } from './exactJson.ts';
import { observed } from './observed.ts';

/**
 * Every observed number (means, changes, correlations, counts) of the study and of the Lab is, bit
 * for bit, what version 0.1 computed; what is inferred from them is held to numpy and scipy. Where
 * one is meant to change, write all tables of both versions and compare them line by line:
 * `WRITE_NUMBERS=/tmp/new.json npx vitest run test/sameNumbers`; `UPDATE_NUMBERS=1` makes the
 * present numbers the ones to keep.
 */
const FIXTURE = 'test/fixtures/v0.1/numbers.json';
/** Kept whole, so that a difference can be read. */
const WHOLE =
  /^made jsd-bits pmi culture table[13]$|^example jsd-bits pmi country FRA$|^lab text KOR jsd-bits pmi summary$/;
/**
 * Changed on purpose, and so not held to 0.1: countries are compared over the questions that all of
 * them have (the example's one by one are as they were), all countries ranked over one set.
 */
const CHANGED = /^example \S+ \S+ (results|culture .*)$| nearest$/;

interface Kept {
  tables: Record<string, { rows: number; sha256: string }>;
  whole: Record<string, unknown>;
}

test('every table has the observed numbers of version 0.1', { timeout: 300_000 }, async () => {
  const all = (await everyTable()).filter(([name]) => !CHANGED.test(name));
  const texts = all.map(([name, value]) => {
    const plain = observed(name, JSON.parse(exactJson(value)));
    return { name, text: exactJson(plain), rows: rowsOf(plain) };
  });
  const found: Kept = {
    tables: Object.fromEntries(
      texts.map(({ name, text, rows }) => [name, { rows, sha256: sha256Of(text) }])
    ),
    whole: Object.fromEntries(
      texts.flatMap(({ name, text }) => (WHOLE.test(name) ? [[name, JSON.parse(text)]] : []))
    )
  };
  const { WRITE_NUMBERS, UPDATE_NUMBERS } = process.env;
  if (WRITE_NUMBERS) {
    const lines = texts.map(({ name, text }) => `${JSON.stringify(name)}:${text}`);
    await writeFile(WRITE_NUMBERS, `{\n${lines.join(',\n')}\n}\n`);
  }
  if (UPDATE_NUMBERS) await writeFile(FIXTURE, `${JSON.stringify(found)}\n`);
  const kept: Kept = JSON.parse(await readFile(FIXTURE, 'utf8'));
  expect(found.whole).toEqual(kept.whole);
  expect(Object.keys(found.tables)).toEqual(Object.keys(kept.tables));
  const changed = Object.keys(kept.tables).filter(
    (name) => kept.tables[name]?.sha256 !== found.tables[name]?.sha256
  );
  expect(changed).toEqual([]);
});
