import { expect, test } from 'vitest';
import {
  correlation,
  difference,
  formatDuration,
  percent,
  points,
  pValue,
  score,
  tickNumber
} from './format.ts';

test('shares are whole percent and points', () => {
  expect(percent(0.1234)).toBe('12%');
  expect(points(-0.1234)).toBe('12');
  expect(points(0.0042)).toBe('0.4');
});

test('scores have three digits, differences a sign unless they round to zero', () => {
  expect(score(0.8621)).toBe('0.862');
  expect(difference(0.0123)).toBe('+0.012');
  expect(difference(-0.0123)).toBe('−0.012');
  expect(difference(-0.00001)).toBe('0.000');
});

test('correlations have two digits and a true minus', () => {
  expect(correlation(-0.284)).toBe('−0.28');
  expect(correlation(0.4)).toBe('0.40');
  expect(correlation(-0.001)).toBe('0.00');
});

test('a p value claims no more than resampling can tell', () => {
  expect(pValue(0.0002)).toBe('< 0.001');
  expect(pValue(0.0042)).toBe('0.004');
  expect(pValue(0.42)).toBe('0.42');
});

test('ticks have just the digits that tell them apart', () => {
  expect(tickNumber(0.85, 0.05)).toBe('0.85');
  expect(tickNumber(-0.1, 0.1)).toBe('−0.1');
  expect(tickNumber(0.005, 0.005)).toBe('0.005');
});

test('a time is told in the largest unit that still says it', () => {
  expect(formatDuration(60)).toBe('60 seconds');
  expect(formatDuration(5400)).toBe('90 minutes');
  expect(formatDuration(7200)).toBe('2 hours');
});
