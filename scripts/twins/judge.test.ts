import { expect, test } from 'vitest';
import { fullViewApart, missesOf, stagesOf } from './judge.mjs';
import type { Observed } from './page/observe.ts';
import type { Case } from './reference.ts';

const pixels = (mean: number) => ({ shape: [1, 3], mean, std: 1, first: [0, mean, 1] });
const features = { shape: [1, 2], mean: 0, std: 1, first: [-1, 1] };
const scores = (a: number) => ({ letters: { A: a }, options: { ' yes': -3 } });
const rows = (a: number) => [[a], [-3]];

/** Pillow and torchvision resize it apart, and the graph in 4 bits says something else again. */
const given: Case = {
  picture: 'cat.png',
  messages: [],
  lead_in: 'I (',
  prompt: '<image>Hi I (',
  input_ids: [9, 5],
  prompt_options: '<image>Hi I',
  input_ids_options: [9, 6],
  pixel_values: pixels(0.5),
  image_features: features,
  reference: scores(-1),
  pil: { ...scores(-1.1), pixel_values: pixels(0.51), largest_difference: 0.1 },
  greedy: { ids: [7, 8] },
  onnx: { q4: scores(-2) }
};

const observed: Observed = {
  prompts: ['<image>Hi I (', '<image>Hi I'],
  entered: [
    { ids: [0, 5], places: [0] },
    { ids: [0, 6, 4], places: [0] }
  ],
  encoder: { pixels: pixels(0.51), features: { ...features, first: [-1, 2] } },
  scores: { naive: rows(-1.1), packed: rows(-1.1) },
  greedy: { ids: [7, 8], ended: 'length' },
  torchvision: { encoder: { pixels: pixels(0.5), features }, scores: rows(-1) }
};

const about = { runner: 'packed', imageToken: 9, std: 0.5, exactEncoder: true } as const;
const judged = (change: Partial<Observed>, variant = 'fp32', more: Partial<Case> = {}) => {
  const cases = [
    { name: 'cat', given: { ...given, ...more }, observed: { ...observed, ...change } }
  ];
  const stages = stagesOf(cases, { ...about, variant });
  return { stages, misses: missesOf(stages, variant, 'wasm') };
};

test('a twin that is equal at every stage misses nothing', () => {
  const { stages, misses } = judged({});
  expect(misses).toEqual([]);
  expect(stages).toMatchObject({ prompt: true, ids: true, greedy: true, pixels: 0, features: 0 });
  expect(stages).toMatchObject({ logprob: 0, runners: 0, slack: 0 });
  expect(stages.resizing).toBeCloseTo(0.1);
});

test('32 bits are held against Pillow’s numbers and, by its own pixels, against torchvision’s', () => {
  expect(judged({ scores: { naive: rows(-1), packed: rows(-1) } }).misses).toEqual(['logprob']);
  const torchvision = { encoder: { pixels: pixels(0.5), features }, scores: rows(-1.1) };
  expect(judged({ torchvision }).misses).toEqual(['logprob']);
});

test('other precisions are held against the same graph, by the reference’s own pixels', () => {
  expect(judged({}, 'q4').stages.logprob).toBe(1);
  const torchvision = { encoder: { pixels: pixels(0.5), features }, scores: rows(-2.01) };
  expect(judged({ torchvision }, 'q4').misses).toEqual([]);
});

test('where no way gives the reference’s pixels, what is known of their difference is allowed', () => {
  const own = { naive: rows(-2.11), packed: rows(-2.11) };
  const { stages, misses } = judged({ torchvision: null, scores: own }, 'q4');
  expect(stages).toMatchObject({ slack: 0.1, features: null });
  expect(misses).toEqual([]);
  const far = { naive: rows(-2.2), packed: rows(-2.2) };
  expect(judged({ torchvision: null, scores: far }, 'q4').misses).toEqual(['logprob']);
});

test.each<[string, Partial<Observed>]>([
  ['prompt', { prompts: ['<image>\nHi I (', '<image>Hi I'] }],
  ['ids', { entered: [{ ids: [0, 5], places: [] }] }],
  ['greedy', { greedy: { ids: [7, 9], ended: 'length' } }],
  ['greedy', { greedy: { ids: [7], ended: 'length' } }],
  ['runners', { scores: { naive: rows(-1.1005), packed: rows(-1.1) } }]
])('%s is missed', (miss, change) => {
  expect(judged(change).misses).toEqual([miss]);
});

test('pixels are judged in levels, and in another shape they are as far as can be', () => {
  const encoder = { pixels: { ...pixels(0.51), first: [0, 0.53, 1] }, features };
  const near = judged({ encoder });
  expect(near.stages.pixels).toBeCloseTo(0.02 * 127.5);
  expect(near.misses).toEqual(['pixels']);
  const other = { pixels: { ...pixels(0.51), shape: [3, 1] }, features };
  expect(judged({ encoder: other }).stages).toMatchObject({ pixels: 255, pixelsMean: 255 });
});

test('activations in 8 bits have no bound, and nothing to compare is no miss', () => {
  expect(judged({}, 'quantized', { onnx: { quantized: scores(-9) } }).misses).toEqual([]);
  expect(judged({}, 'fp16').stages.logprob).toBeNull();
});

test('in all views as many tokens enter, and letters are apart by their largest difference', () => {
  const expected = { tokens: 5, letters: { A: -1, B: -2 } };
  expect(fullViewApart({ tokens: 5, letters: [-1, -2.5] }, expected)).toBe(0.5);
  expect(fullViewApart({ tokens: 6, letters: [-1, -2] }, expected)).toBe(Infinity);
});
