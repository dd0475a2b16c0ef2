import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStudyHash, parseRoute, partHref, RESULT_PARTS, studyHref } from './studyRoute.ts';

describe('addresses of studies', () => {
  it('lead back to what they were made from', () => {
    expect(parseRoute(studyHref())).toEqual({ view: 'overview' });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom(...RESULT_PARTS), (id, part) => {
        expect(parseRoute(studyHref(id, part))).toEqual({ view: 'results', id, part });
        expect(parseRoute(studyHref(id, 'edit'))).toEqual({ view: 'edit', id });
        expect(parseRoute(studyHref(id, 'report'))).toEqual({ view: 'report', id });
      })
    );
  });

  it('open the first part where the part is unknown', () => {
    expect(parseRoute('#/study/a/nothing')).toEqual({
      view: 'results',
      id: 'a',
      part: 'overview'
    });
    expect(parseRoute('#/study/a')).toMatchObject({ part: 'overview' });
    expect(parseRoute('#/study/a/similarity')).toMatchObject({ part: 'similarity' });
  });

  it('lead to another part of the study that is shown, whatever its id', () => {
    expect(partHref('#/study/example/similarity', 'checks')).toBe('#/study/example/checks');
    expect(partHref('#/study', 'checks')).toBe('#/study');
  });

  it('belong to no other page', () => {
    expect(isStudyHash('#/studying')).toBe(false);
    expect(isStudyHash('#/study/a')).toBe(true);
  });
});
