import { describe, expect, it } from 'vitest';
import { loadSurvey } from './dataset.ts';
import { CITATIONS, SOURCES } from './sources.ts';

const survey = await loadSurvey();
const figures = survey.questions.flatMap(({ id }) => [...survey.figuresOf(id).values()]);

describe('sources', () => {
  it('explain every source that a bundled or an imported figure names, and no other', () => {
    const named = new Set(['own', ...figures.map(({ source }) => source)]);
    expect(new Set(Object.keys(SOURCES))).toEqual(named);
  });

  it('cite every work at least once, each with an address', () => {
    const cited = new Set(Object.values(SOURCES).flat());
    expect(cited).toEqual(new Set(Object.keys(CITATIONS)));
    for (const { url } of Object.values(CITATIONS)) expect(url).toMatch(/^https:\/\//);
  });
});
