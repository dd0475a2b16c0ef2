import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cutText.ts';

it('leaves names of any script as they are', () => {
  for (const name of ['Côte d’Ivoire', 'Việt Nam', 'भारत', 'ประเทศไทย', 'השפה', 'x'.repeat(200)])
    expect(cutText(name.normalize('NFD'))).toBe(name.normalize('NFD'));
});

it('takes off what no letter carries, and says where it was cut', () => {
  expect(cutText(`K${'\u0301'.repeat(10_000)}orea`)).toBe(`K${'\u0301'.repeat(4)}…`);
  expect(cutText(`K${'\u0301'.repeat(50)}orea`)).toBe(`K${'\u0301'.repeat(4)}orea`);
  expect(cutText('x'.repeat(61), 60)).toBe(`${'x'.repeat(60)}…`);
});

it('is never long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      expect(cutText(text, 60).length).toBeLessThanOrEqual(61);
    })
  );
});
