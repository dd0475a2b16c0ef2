import { expect, test } from 'vitest';
import { likeliest } from './likeliest.ts';

test('the highest logit, the first of equals, passing over one token', () => {
  const logits = Float32Array.of(-3, 2, -1, 5, 5, 4);
  expect(likeliest(logits, -200)).toBe(3);
  expect(likeliest(logits, 3)).toBe(4);
  expect(likeliest(Float32Array.of(-3, -9), 0)).toBe(1);
});
