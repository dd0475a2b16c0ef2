import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import words from '../messages/en/glossary.json';
import { foundTerms, letterOf, type Term } from './foundTerms.ts';
import { TERM_IDS, termOf, TERMS } from './terms.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts|json)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'));
const terms: Term[] = TERM_IDS.map((id) => ({ id, ...words.terms[id] }));

describe('the glossary', () => {
  it('has every term that anything links to', () => {
    const linked = sources.flatMap((text) =>
      // By an address, or by the name that a component makes one of.
      [...text.matchAll(/(?:#\/glossary\/|\bterm=")([\w-]+)/g)].map((match) => match[1] as string)
    );
    const other = linked.filter((id) => id !== 'TERM' && id !== 'ID' && !Object.hasOwn(TERMS, id));
    expect(linked.length).toBeGreaterThan(5);
    expect(other).toEqual([]);
  });

  it('has what Options and captions are to link to', () => {
    const needed =
      'metric readout template view order pmi letter control blank frame pointing band interval moved seen';
    expect(needed.split(' ').filter((id) => !Object.hasOwn(TERMS, id))).toEqual([]);
  });

  it('has words and a drawing for each term, and no others', () => {
    expect(Object.keys(words.terms).sort()).toEqual([...TERM_IDS].sort());
    for (const { title, text } of terms) {
      expect(title).not.toBe('');
      const count = text.split(/\s+/).length;
      expect(count, title).toBeGreaterThan(15);
      expect(count, title).toBeLessThan(80);
    }
  });
});

describe('termOf', () => {
  it('reads the term of an address, and none of others', () => {
    expect(termOf('#/glossary/band')).toBe('band');
    expect(termOf('#/glossary/band?from=lab')).toBe('band');
    for (const hash of ['#/glossary', '#/glossary/', '#/glossary/nothing', '#/lab/band', '']) {
      expect(termOf(hash)).toBeNull();
    }
  });
});

describe('foundTerms', () => {
  const found = (wanted: string) => foundTerms(terms, wanted, 'en').map(({ id }) => id);

  it('stands from A to Z, each once', () => {
    const titles = foundTerms(terms, '', 'en').map(({ title }) => title);
    expect(titles).toHaveLength(TERM_IDS.length);
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b, 'en')));
    expect(letterOf('p')).toBe('P');
  });

  it('looks in titles first, then in texts and other names', () => {
    expect(found('template')[0]).toBe('template');
    expect(found('whisker')).toEqual(['band']);
    expect(found('Jensen shannon DISTANCE')[0]).toBe('distance');
    expect(found('zzz')).toEqual([]);
  });
});
