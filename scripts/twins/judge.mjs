import { differenceOf, sameIds, samePrompt, scoresApart, worst } from './compare.mjs';

/** @typedef {import('./reference.ts').Case} Case */
/** @typedef {import('./page/observe.ts').Observed} Observed */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */

/**
 * What the stages may differ by: pixels in levels of 255, log-probabilities in nats; those of 8 bits
 * have no bound: their activations are rounded by the largest of the call.
 */
const TOLERANCES = {
  pixels: 1,
  pixelsMean: 0.05,
  features: 1e-3,
  logprob: { fp32: 1e-3, other: 0.02 },
  // As the app's own proof (engine/proof.ts): a GPU sums in blocks, halves have three digits.
  runners: { wasm: 1e-4, webgpu: 1e-3, halves: 1e-2 }
};
/** Activations in 8 bits, scaled by the call's own range. */
const DYNAMIC = ['quantized', 'int8', 'uint8'];
const HALVES = ['fp16', 'q4f16'];

/**
 * Stages of one twin in one variant; null: nothing to compare.
 * @typedef {object} Stages
 * @property {boolean} prompt
 * @property {boolean} ids
 * @property {number | null} pixels
 * @property {number | null} features
 * @property {number | null} logprob
 * @property {number | null} runners
 * @property {number | null} pixelsMean
 * @property {boolean | null} greedy
 * @property {number | null} resizing what torchvision's way changes of a log-probability
 * @property {Record<string, number>} logprobs by case
 * @property {number} slack what `logprob` may be more, because no way gave the reference's own pixels
 */

/**
 * @param {readonly { name: string, given: Case, observed: Observed }[]} cases
 * @param {object} about
 * @param {string} about.variant
 * @param {Runner} about.runner
 * @param {number | null | undefined} about.imageToken
 * @param {number} about.std largest standard deviation that the processor divides by
 * @param {boolean} about.exactEncoder is the picture encoder in 32 bits?
 * @returns {Stages}
 */
export function stagesOf(cases, { variant, runner, imageToken, std, exactEncoder }) {
  const pictures = cases.filter(({ given }) => given.picture !== null);
  const pixels = pictures.flatMap(({ given, observed }) => pixelsApart(given, observed, 255 * std));
  const logprobs = cases.map(({ name, given, observed }) => {
    const compared = comparisons(given, observed, variant, runner);
    const apart = compared.map(({ found, expected }) => scoresApart(found, expected));
    return { name, apart: worstOf(apart), slack: worst(compared.map(({ slack }) => slack)) };
  });
  return {
    prompt:
      cases.length > 0 &&
      cases.every(({ given, observed: { prompts } }) =>
        [given.prompt, given.prompt_options].every((text, at) =>
          samePrompt(prompts[at] ?? '', text)
        )
      ),
    ids:
      cases.length > 0 &&
      cases.every(({ given, observed: { entered } }) =>
        [given.input_ids, given.input_ids_options].every((ids, at) =>
          sameIds(ids, imageToken, entered[at]?.ids ?? [], entered[at]?.places ?? [])
        )
      ),
    pixels: worstOf(pixels.map(({ largest }) => largest)),
    features: exactEncoder
      ? worstOf(pictures.flatMap(({ given, observed }) => featuresApart(given, observed)))
      : null,
    logprob: worstOf(logprobs.flatMap(({ apart }) => apart ?? [])),
    runners: worstOf(cases.flatMap(({ observed: { scores } }) => runnersApart(scores))),
    pixelsMean: worstOf(pixels.map(({ mean }) => mean)),
    // The reference went on in 32 bits; another precision may well say another word.
    greedy: variant === 'fp32' ? greedyOf(cases) : null,
    resizing: worstOf(
      pictures.flatMap(({ observed: { scores, torchvision } }) =>
        torchvision ? rowsApart(scores[runner] ?? [], torchvision.scores) : []
      )
    ),
    logprobs: Object.fromEntries(logprobs.map(({ name, apart }) => [name, apart ?? NaN])),
    slack: worst(logprobs.map(({ slack }) => slack))
  };
}

/**
 * What is not within its tolerance, in words.
 * @param {Stages} stages
 * @param {string} variant
 * @param {'wasm' | 'webgpu'} device
 * @returns {string[]}
 */
export function missesOf(stages, variant, device) {
  const { prompt, ids, greedy, slack, ...numbers } = stages;
  /** @type {[string, number | null, number][]} */
  const bounds = [
    ['pixels', numbers.pixels, TOLERANCES.pixels],
    ['mean of pixels', numbers.pixelsMean, TOLERANCES.pixelsMean],
    ['features', numbers.features, TOLERANCES.features],
    ['logprob', numbers.logprob, logprobTolerance(variant) + slack],
    ['runners', numbers.runners, TOLERANCES.runners[HALVES.includes(variant) ? 'halves' : device]]
  ];
  return [
    ...(prompt ? [] : ['prompt']),
    ...(ids ? [] : ['ids']),
    ...(greedy === false ? ['greedy'] : []),
    ...bounds.flatMap(([name, found, bound]) => (found !== null && !(found <= bound) ? [name] : []))
  ];
}

/**
 * Largest difference of a letter's log-probability where the picture is looked at in all views.
 * @param {{ tokens: number, letters: readonly number[] }} found
 * @param {import('./reference.ts').FullView} expected
 */
export function fullViewApart({ tokens, letters }, expected) {
  if (tokens !== expected.tokens) return Infinity;
  return scoresApart([letters, []], { letters: expected.letters, options: {} });
}

/** @param {string} variant */
export function logprobTolerance(variant) {
  if (DYNAMIC.includes(variant)) return Infinity;
  return variant === 'fp32' ? TOLERANCES.logprob.fp32 : TOLERANCES.logprob.other;
}

/**
 * Which scores are held against which: 32 bits against the reference, by Pillow's way and, where that
 * gives the reference's own pixels, by torchvision's; other precisions against the same graph in
 * Python, which was given the reference's own pixels.
 * @param {Case} given
 * @param {Observed} observed
 * @param {string} variant
 * @param {Runner} runner
 * @returns {{ found: readonly number[][], expected: import('./reference.ts').Scores, slack: number }[]}
 */
function comparisons(given, observed, variant, runner) {
  const { pil, reference, onnx } = given;
  const own = observed.scores[runner] ?? [];
  const same = sameWay(given, observed, runner);
  if (variant === 'fp32') {
    return [
      ...(pil ? [{ found: own, expected: pil, slack: 0 }] : []),
      ...(same ? [{ found: same.scores, expected: reference, slack: 0 }] : []),
      ...(pil || same ? [] : [{ found: own, expected: reference, slack: 0 }])
    ];
  }
  const expected = onnx?.[variant];
  if (!expected || !('letters' in expected)) return [];
  if (same) return [{ found: same.scores, expected, slack: 0 }];
  return [{ found: own, expected, slack: pil?.largest_difference ?? 0 }];
}

/** As good as equal: pixels as a processor normalises them. */
const SAME_PIXELS = 1e-5;

/**
 * The way of resizing that gave the pixels from which the reference's numbers were made; null: neither.
 * @param {Case} given
 * @param {Observed} observed
 * @param {Runner} runner
 */
function sameWay({ picture, pixel_values }, { encoder, scores, torchvision }, runner) {
  const own = { encoder, scores: scores[runner] ?? [] };
  if (picture === null) return own;
  const ways = [own, ...(torchvision ? [torchvision] : [])].map((way) => {
    const apart = way.encoder && pixel_values && differenceOf(way.encoder.pixels, pixel_values);
    return { way, apart: apart ? apart.first + apart.mean + apart.std : Infinity };
  });
  const [nearest] = ways.sort((a, b) => a.apart - b.apart);
  return nearest && nearest.apart <= SAME_PIXELS ? nearest.way : null;
}

/** @param {Case} given @param {Observed} observed @param {number} levels */
function pixelsApart(given, { encoder }, levels) {
  const expected = given.pil?.pixel_values ?? given.pixel_values;
  if (!expected) return [];
  const apart = encoder && differenceOf(encoder.pixels, expected);
  if (!apart) return [{ largest: 255, mean: 255 }];
  const largest = worst([apart.first, apart.mean, apart.std]) * levels;
  return [{ largest, mean: apart.mean * levels }];
}

/** @param {Case} given @param {Observed} observed */
function featuresApart(given, observed) {
  const expected = given.image_features;
  const same = sameWay(given, observed, 'naive');
  if (!expected || !same) return [];
  const apart = same.encoder && differenceOf(flat(same.encoder.features), flat(expected));
  return [apart ? worst([apart.first, apart.mean, apart.std]) : Infinity];
}

/** Some encoders give a batch of one. @param {import('./page/figures.ts').Figures} figures */
function flat(figures) {
  const width = figures.shape.at(-1) ?? 1;
  const size = figures.shape.reduce((product, side) => product * side, 1);
  return { ...figures, shape: [size / width, width] };
}

/** @param {Observed['scores']} scores */
function runnersApart({ naive = [], ...others }) {
  return Object.values(others).flatMap((rows) => rowsApart(rows, naive));
}

/** @param {readonly number[][]} found @param {readonly number[][]} expected */
function rowsApart(found, expected) {
  return expected.flatMap((row, part) =>
    row.map((x, k) => Math.abs(x - (found[part]?.[k] ?? NaN)))
  );
}

/** An answer may end early, by a token that ends the turn. @param {Parameters<typeof stagesOf>[0]} cases */
function greedyOf(cases) {
  const compared = cases.flatMap(({ given, observed }) => {
    const [expected, found] = [given.greedy?.ids, observed.greedy];
    if (!expected || !found) return [];
    const whole = found.ended !== 'length' || found.ids.length === expected.length;
    return [whole && found.ids.every((id, at) => id === expected[at])];
  });
  return compared.length > 0 ? compared.every(Boolean) : null;
}

/** @param {readonly number[]} differences */
function worstOf(differences) {
  return differences.length > 0 ? worst(differences) : null;
}
