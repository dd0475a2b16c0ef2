import { describe, expect, it } from 'vitest';
import type { Validity } from '../../measures/validity.ts';
import type { StudySpecificity } from '../studySpecificity.ts';
import { followsSentence, pastSentence } from './knows.ts';

function validityOf(rs: readonly number[], p: number): Validity {
  const meanR = rs.reduce((sum, r) => sum + r, 0) / rs.length;
  return {
    questions: rs.map((r, k) => ({
      ...{ question: `Q${k}`, topic: null, n: 92, r },
      ...{ p: 0.5, adjusted: 0.5, detectable: 0.3 }
    })),
    topics: [],
    overall: { questions: rs.length, meanR, p, detectable: 0.1 },
    coverage: { used: 92, of: 92 },
    verdict: 'weak'
  };
}

describe('followsSentence', () => {
  const high = [0.1, 0.2, 0.3, 0.2, 0.1, 0.3, 0.2, 0.2];

  it('says that answers follow the survey only by p and interval both', () => {
    expect(followsSentence(validityOf(high, 0.001))).toMatchObject({
      ...{ what: 'follows', questions: 8, countries: 92 },
      interval: [expect.closeTo(0.137, 3), expect.closeTo(0.263, 3)]
    });
    expect(followsSentence(validityOf(high, 0.06))?.what).toBe('open');
    const wide = [1, -0.9, 0.9, -0.8, 0.8, -0.7, 0.6, 0.2];
    expect(followsSentence(validityOf(wide, 0.001))?.what).toBe('open');
    const below = validityOf(
      high.map((r) => -r),
      0.001
    );
    expect(followsSentence(below)?.what).toBe('against');
  });

  it('says nothing below six questions', () => {
    expect(followsSentence(validityOf(high.slice(0, 5), 0.001))).toBeNull();
  });
});

describe('pastSentence', () => {
  const found: StudySpecificity = {
    ...{ control: 'others', questions: 30, surveyed: 92, countries: 92, cues: [], sets: [] },
    ...{ meanPercentile: 0.66, p: 0.001, byQuestion: [0.6, 0.72], byCue: null },
    chance: { mean: 0.5, sd: 0.03, counts: [], detectable: 0.58 }
  };

  it('takes over what the figure’s row says', () => {
    const row = { found, adjusted: 0.002, clear: true };
    expect(pastSentence(row)).toMatchObject({
      ...{ what: 'past', percentile: 0.66, byQuestion: [0.6, 0.72], p: 0.001, adjusted: 0.002 },
      ...{ questions: 30, countries: 92, detectable: 0.58, chance: 0.5 }
    });
    expect(pastSentence({ ...row, clear: false })?.what).toBe('open');
  });

  it('says nothing without interval or p, nor of what could not have been found', () => {
    const without = (changed: Partial<StudySpecificity>) =>
      pastSentence({ found: { ...found, ...changed }, adjusted: 0.5, clear: false });
    expect(without({})).not.toBeNull();
    expect(without({ byQuestion: null })).toBeNull();
    expect(without({ p: null })).toBeNull();
    expect(without({ chance: { mean: 0.5, sd: 0.4, counts: [], detectable: null } })).toBeNull();
  });
});
