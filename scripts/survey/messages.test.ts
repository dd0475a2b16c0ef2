import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../src/survey/sources.ts';
import { CAVEATS } from '../../src/survey/types.ts';
import messages from '../../src/ui/messages/en/survey.json';
import { readSources } from './read.mjs';

describe('the survey’s messages', () => {
  it('have a sentence for every source, wave and caveat, and no other', () => {
    const waves = new Set(['own', ...readSources().figures.map(({ wave }) => wave)]);
    expect(Object.keys(messages.source)).toEqual(Object.keys(SOURCES));
    expect(new Set(Object.keys(messages.wave))).toEqual(waves);
    expect(Object.keys(messages.caveat)).toEqual([...CAVEATS]);
  });
});
