import { expect, it } from 'vitest';
import { stillClock } from './stillClock.ts';

it('names one day, in English, whatever day and browser it is', () => {
  expect(stillClock('%d %b %Y, %B')).toBe('26 Jul 2024, July');
  expect(stillClock('%Y-%m-%d %H:%M %% %Q')).toBe('2024-07-26 00:00 % %Q');
});
