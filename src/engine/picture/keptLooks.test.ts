import { expect, it } from 'vitest';
import { KeptLooks } from './keptLooks.ts';

const look = (bytes: number) => [{ rgb: new Uint8ClampedArray(bytes), width: 1, height: 1 }];

it('keeps pixels up to a bound, those used last, and always the newest', () => {
  const kept = new KeptLooks(100);
  kept.keep('a', look(40));
  kept.keep('b', look(40));
  expect(kept.get('a')).toHaveLength(1);
  kept.keep('c', look(40));
  expect(['a', 'b', 'c'].map((id) => kept.has(id))).toEqual([true, false, true]);
  kept.keep('d', look(500));
  expect(['a', 'c', 'd'].map((id) => kept.has(id))).toEqual([false, false, true]);
  // What is kept twice or taken back counts once, and not at all.
  kept.keep('d', look(60));
  kept.keep('e', look(40));
  expect(kept.has('d')).toBe(true);
  kept.delete('d');
  kept.keep('f', look(60));
  expect(kept.has('e')).toBe(true);
});
