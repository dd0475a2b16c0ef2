import { expect, it } from 'vitest';
import { nearestMultiple, smartResize } from './smartResize.ts';

it('rounds halves as Python does', () => {
  const rounded = [1, 3, 5, 4.8, 5.2, 14].map((value) => nearestMultiple(value, 2));
  expect(rounded).toEqual([0, 4, 4, 4, 6, 14]);
});

it('gives the sizes that the processors give', () => {
  const sizeOf = (size: [number, number], bounds: Parameters<typeof smartResize>[1]) => {
    const { width, height } = smartResize({ width: size[0], height: size[1] }, bounds);
    return [width, height];
  };
  // As the twins of the real models tell (grids and spatial shapes, in pixels).
  const lfm2 = { unit: 32, least: 64 * 1024, most: 256 * 1024, shortest: 'unit' } as const;
  expect(sizeOf([256, 256], lfm2)).toEqual([256, 256]);
  expect(sizeOf([210, 90], lfm2)).toEqual([416, 192]);
  expect(sizeOf([160, 120], lfm2)).toEqual([320, 224]);
  expect(sizeOf([900, 1300], lfm2)).toEqual([416, 608]);
  const qwen = { unit: 28, least: 3136, most: 12845056, shortest: 0 } as const;
  expect(sizeOf([256, 256], qwen)).toEqual([252, 252]);
  expect(sizeOf([210, 90], qwen)).toEqual([224, 84]);
  expect(sizeOf([900, 1300], qwen)).toEqual([896, 1288]);
});
