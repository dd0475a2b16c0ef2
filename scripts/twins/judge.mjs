import { differenceOf, sameIds, samePrompt, scoresApart, worst } from './compare.mjs';

/** @typedef {import('./reference.ts').Case} Case */
/** @typedef {import('./page/observe.ts').Observed} Observed */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */

/**
 * What the stages may differ by. Pixels in levels of 255, log-probabilities in nats; those of 8 bits
 * have no bound: their activations are rounded by the largest of the call.
 */
const TOLERANCES = {
  pixels: 1,
  pixelsMean: 0.05,
  features: 1e-3,
  logprob: { fp32: 1e-3, other: 0.02 },
  runners: 1e-4
};
/** Activations in 8 bits, scaled by the call's own range. */
const DYNAMIC = ['quantized', 'int8', 'uint8'];

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
 * @property {Record<string, number>} logprobs by case
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
  const logprobs = cases.flatMap(({ name, given, observed }) => {
    const expected = expectedOf(given, variant);
    const apart = expected && scoresApart(observed.scores[runner] ?? [], expected);
    return apart === null ? [] : [/** @type {const} */ ([name, apart])];
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
    logprob: worstOf(logprobs.map(([, apart]) => apart)),
    runners: worstOf(cases.flatMap(({ observed: { scores } }) => runnersApart(scores))),
    pixelsMean: worstOf(pixels.map(({ mean }) => mean)),
    // The reference went on in 32 bits; another precision may well say another word.
    greedy: variant === 'fp32' ? greedyOf(cases) : null,
    logprobs: Object.fromEntries(logprobs)
  };
}

/**
 * What is not within its tolerance, in words.
 * @param {Stages} stages
 * @param {string} variant
 * @returns {string[]}
 */
export function missesOf(stages, variant) {
  const { prompt, ids, greedy, ...numbers } = stages;
  /** @type {[string, number | null, number][]} */
  const bounds = [
    ['pixels', numbers.pixels, TOLERANCES.pixels],
    ['mean of pixels', numbers.pixelsMean, TOLERANCES.pixelsMean],
    ['features', numbers.features, TOLERANCES.features],
    ['logprob', numbers.logprob, logprobTolerance(variant)],
    ['runners', numbers.runners, TOLERANCES.runners]
  ];
  return [
    ...(prompt ? [] : ['prompt']),
    ...(ids ? [] : ['ids']),
    ...(greedy === false ? ['greedy'] : []),
    ...bounds.flatMap(([name, found, bound]) => (found !== null && !(found <= bound) ? [name] : []))
  ];
}

/** @param {string} variant */
function logprobTolerance(variant) {
  if (DYNAMIC.includes(variant)) return Infinity;
  return variant === 'fp32' ? TOLERANCES.logprob.fp32 : TOLERANCES.logprob.other;
}

/** @param {Case} given @param {string} variant */
function expectedOf(given, variant) {
  if (variant === 'fp32') return given.pil ?? given.reference;
  const scores = given.onnx?.[variant];
  return scores && 'letters' in scores ? scores : null;
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
function featuresApart({ pil, image_features }, { encoder }) {
  const expected = pil ? pil.image_features : image_features;
  if (!expected) return [];
  const apart = encoder && differenceOf(encoder.features, expected);
  return [apart ? worst([apart.first, apart.mean, apart.std]) : Infinity];
}

/** @param {Observed['scores']} scores */
function runnersApart({ naive = [], ...others }) {
  return Object.values(others).flatMap((rows) =>
    naive.flatMap((row, part) => row.map((x, k) => Math.abs(x - (rows[part]?.[k] ?? NaN))))
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
