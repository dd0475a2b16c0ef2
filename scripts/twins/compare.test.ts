import { expect, test } from 'vitest';
import { differenceOf, sameIds, samePrompt, scoresApart, worst } from './compare.mjs';

test('a prompt is the reference’s word by word, the picture’s own tokens apart', () => {
  expect(samePrompt('User:<image>Hi', 'User:<image>Hi')).toBe(true);
  expect(samePrompt('User: Hi', 'User:Hi')).toBe(false);
  expect(samePrompt('user\n<image>Hi', 'user\n<|start|><|pad|><|end|>Hi')).toBe(true);
  expect(samePrompt('user\n<image>\nHi', 'user\n<|start|><|pad|><|end|>Hi')).toBe(false);
  expect(samePrompt('user\n<image>Hi', 'user\n<|start|><|pad|><|end|>\nHi')).toBe(false);
  expect(samePrompt('user\n<image>Hi', 'user\nHi')).toBe(false);
});

test('ids are equal where each entered, and features entered at just the picture’s places', () => {
  const reference = [1, 9, 9, 2];
  expect(sameIds(reference, 9, [1, 0, 0, 2, 7], [1, 2])).toBe(true);
  expect(sameIds(reference, 9, [1, 0, 0, 3], [1, 2])).toBe(false);
  expect(sameIds(reference, 9, [1, 0, 0, 2], [1])).toBe(false);
  expect(sameIds(reference, 9, [1, 0, 0], [1, 2])).toBe(false);
  expect(sameIds([1, 2], undefined, [1, 2], [])).toBe(true);
});

test('figures are apart by their largest difference, and not comparable in other shapes', () => {
  const figures = { shape: [2, 2], mean: 1, std: 2, first: [0, 1, 2, 3] };
  expect(differenceOf({ ...figures, mean: 1.5, first: [0, 1, 2, 5] }, figures)).toEqual({
    first: 2,
    mean: 0.5,
    std: 0
  });
  expect(differenceOf({ ...figures, shape: [4] }, figures)).toBeNull();
  expect(differenceOf({ ...figures, first: [0] }, figures)?.first).toBe(Infinity);
});

test('scores are apart by the largest of letters and options', () => {
  const expected = { letters: { A: -1, B: -2 }, options: { ' yes': -3 } };
  expect(scoresApart([[-1, -2.5], [-3.25]], expected)).toBe(0.5);
  expect(scoresApart([[-1, -2], []], expected)).toBe(Infinity);
  expect(worst([1, NaN])).toBe(Infinity);
});
