import { describe, expect, it } from 'vitest';
import { KNOWN_TYPES } from './adapters/index.ts';
import { CATALOGUE, HUB_ORIGIN } from './catalogue.ts';
import { needsOf, roughBytes } from './catalogueEntry.ts';

describe('the catalogue', () => {
  it('offers models of known types once, each on the one origin', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    for (const { type, repo } of CATALOGUE) {
      expect(KNOWN_TYPES).toContain(type);
      expect(new URL(`${HUB_ORIGIN}/${repo}`).origin).toBe(HUB_ORIGIN);
    }
  });

  it('pins whole commits', () => {
    for (const { id, revision } of CATALOGUE) {
      if (revision !== null) expect(revision, id).toMatch(/^[0-9a-f]{40}$/);
    }
  });

  it('names languages that have a name', () => {
    const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    for (const { languages } of CATALOGUE) {
      for (const language of languages) expect(names.of(language), language).toBeDefined();
    }
  });

  it('reckons sizes from what was listed, or else from the parameters', () => {
    const [entry] = CATALOGUE;
    expect(roughBytes({ ...entry!, millions: 100 })).toEqual({ least: 75e6, most: 125e6 });
    expect(roughBytes({ ...entry!, megabytes: [3, 4] })).toEqual({ least: 3e6, most: 4e6 });
    expect([100, 900].map((millions) => needsOf({ ...entry!, millions }))).toEqual([
      'small',
      'large'
    ]);
    expect(needsOf({ ...entry!, cautions: ['gpu'] })).toBe('gpu');
  });
});
