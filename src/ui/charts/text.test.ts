import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten, wrapText } from './text.ts';

const measure = (text: string) => text.length * 10;

test('breaks at spaces', () => {
  expect(wrapText('Not at all important', 120, measure, 2)).toEqual(['Not at all', 'important']);
});

test('what does not fit ends in an ellipsis', () => {
  expect(wrapText('More say for people at work', 90, measure, 2)).toEqual([
    'More say',
    'for peop…'
  ]);
  expect(shorten('Unsatisfactory', 60, measure)).toBe('Unsat…');
});

test('never more lines or wider lines than asked for, and nothing invented', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 12 }), fc.integer({ min: 40, max: 300 }), (text, width) => {
      const lines = wrapText(text, width, measure, 3);
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      expect(text.startsWith(lines.join(' ').replace(/…$/, '').split('…')[0] ?? '')).toBe(true);
    })
  );
});
