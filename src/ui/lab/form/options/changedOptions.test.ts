import { describe, expect, it } from 'vitest';
import { DEFAULT_CHOICES, type AskChoices } from '../../choices.ts';
import { changedOptions, counts, OPTIONS, resetOptions } from './changedOptions.ts';

describe('changedOptions', () => {
  it('says nothing of a beginner’s choices, whatever the model reads', () => {
    expect(changedOptions(DEFAULT_CHOICES, 'text')).toEqual([]);
    expect(changedOptions(DEFAULT_CHOICES, 'letter')).toEqual([]);
  });

  it('names what is chosen otherwise, in the order of the options', () => {
    const choices = { ...DEFAULT_CHOICES, metric: 'wasserstein', readout: 'letter' } as const;
    expect(changedOptions(choices, 'letter')).toEqual(['readout', 'metric']);
  });

  it('leaves out what decides nothing, answers being read like this', () => {
    const choices = { ...DEFAULT_CHOICES, orders: 'cyclic', variant: 'raw' } as const;
    expect(changedOptions(choices, 'text')).toEqual(['variant']);
    expect(changedOptions(choices, 'letter')).toEqual(['orders']);
    expect(counts('dontKnow', 'text')).toBe(false);
    expect(counts('reference', 'text')).toBe(true);
  });

  it('leaves out how pictures are looked at where the model has one way', () => {
    const choices = { ...DEFAULT_CHOICES, view: 'full' } as const;
    expect(changedOptions(choices, 'text')).toEqual([]);
    expect(changedOptions(choices, 'text', ['one'])).toEqual([]);
    expect(changedOptions(choices, 'text', ['one', 'full'])).toEqual(['view']);
  });

  it('resets every option and nothing else', () => {
    const choices: AskChoices = {
      ...DEFAULT_CHOICES,
      ...({ country: 'KEN', questionSet: 'all', readout: 'letter', orders: 'single' } as const),
      ...({
        templateId: 'paper',
        system: 'none',
        view: 'full',
        variant: 'raw',
        caveats: 'in',
        dontKnow: 'list'
      } as const)
    };
    const reset = { ...choices };
    resetOptions(reset);
    expect(OPTIONS.map((name) => reset[name])).toEqual(
      OPTIONS.map((name) => DEFAULT_CHOICES[name])
    );
    expect(reset).toMatchObject({ country: 'KEN', questionSet: 'all' });
  });
});
