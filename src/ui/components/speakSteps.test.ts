import { describe, expect, it } from 'vitest';
import { SpeakSteps } from './speakSteps.ts';

describe('SpeakSteps', () => {
  it('says few pieces one by one, but never twice within five seconds', () => {
    const steps = new SpeakSteps();
    const said = Array.from({ length: 13 }, (_, at) => at).filter((at) => steps.at(at, 12, at));
    expect(said).toEqual([1, 6, 11]);
  });

  it('says each tenth of much', () => {
    const steps = new SpeakSteps();
    const said = Array.from({ length: 101 }, (_, at) => at * 10).filter((at) =>
      steps.at(at, 1000, at)
    );
    expect(said).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it('is silent where nothing was done, and begins anew with new work', () => {
    const steps = new SpeakSteps();
    expect(steps.at(0, 10, 0)).toBe(false);
    expect(steps.at(9, 10, 1)).toBe(true);
    expect(steps.at(1, 10, 10)).toBe(true);
  });
});
