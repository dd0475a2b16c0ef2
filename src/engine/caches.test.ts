import { describe, expect, it } from 'vitest';
import { cachedLayers, cacheSlots, emptyDims } from './caches.ts';

/** A session that knows names and shapes only. */
function sessionOf(inputs: Record<string, (string | number)[]>, outputNames: string[]) {
  return {
    inputNames: Object.keys(inputs),
    outputNames,
    inputMetadata: Object.entries(inputs).map(([name, shape]) => ({ name, shape }))
  };
}

const hybrid = sessionOf(
  {
    inputs_embeds: ['batch_size', 'sequence_length', 64],
    'past_key_values.3.key': ['batch_size', 2, 'past_sequence_length', 16],
    'past_key_values.3.value': ['batch_size', 2, 'past_sequence_length', 16],
    'past_conv.0': ['batch_size', 96, 3],
    'past_recurrent.0': ['batch_size', 2, 16, 16]
  },
  ['logits', 'present.3.key', 'present.3.value', 'present_conv.0', 'present_recurrent.0']
);

describe('caches', () => {
  it('are read off the graph: each output and the input that takes it', () => {
    expect(cacheSlots(hybrid)).toEqual([
      { input: 'past_key_values.3.key', output: 'present.3.key' },
      { input: 'past_key_values.3.value', output: 'present.3.value' },
      { input: 'past_conv.0', output: 'present_conv.0' },
      { input: 'past_recurrent.0', output: 'present_recurrent.0' }
    ]);
  });

  it('leave out what has no counterpart, and are no other inputs', () => {
    const session = sessionOf({ past_length: [], 'past_conv.0': [1], pastry: [] }, ['logits']);
    expect(cacheSlots(session)).toEqual([]);
  });

  it('tell how many layers remember something', () => {
    expect(cachedLayers(cacheSlots(hybrid))).toBe(2);
    expect(cachedLayers([])).toBe(0);
  });

  it('begin in the graph’s own sizes, empty where they grow', () => {
    expect(cacheSlots(hybrid).map((slot) => emptyDims(hybrid, slot))).toEqual([
      [1, 2, 0, 16],
      [1, 2, 0, 16],
      [1, 96, 3],
      [1, 2, 16, 16]
    ]);
  });
});
