/** @typedef {import('./page/figures.ts').Figures} Figures */
/** @typedef {import('./page/tap.ts').Tapped} Tapped */
/** @typedef {import('./reference.ts').Scores} Scores */

/** The app marks a picture's place in a prompt so, whatever the model's own words for it are. */
const MARKER = '<image>';

/**
 * Is a prompt of the app the reference's? Where the picture stands the reference may have special
 * tokens of the model's own; that they are the right ones shows in the ids.
 * @param {string} ours
 * @param {string} reference
 */
export function samePrompt(ours, reference) {
  if (ours === reference) return true;
  const [before, after, ...more] = ours.split(MARKER);
  if (before === undefined || after === undefined || more.length > 0) return false;
  if (!reference.startsWith(before) || !reference.endsWith(after)) return false;
  const place = reference.slice(before.length, reference.length - after.length);
  return /^(?:<[^<>\s]+>)+$/.test(place);
}

/**
 * Do the ids that entered the model begin with the reference's, and did the picture's features enter
 * at just its places?
 * @param {readonly number[]} reference
 * @param {number | null | undefined} imageToken stands in the reference for the picture's tokens
 * @param {readonly number[]} entered
 * @param {readonly number[]} places rows that are the picture's features
 */
export function sameIds(reference, imageToken, entered, places) {
  const pictures = reference.flatMap((id, at) => (id === imageToken ? [at] : []));
  return (
    pictures.join() === places.join() &&
    entered.length >= reference.length &&
    reference.every((id, at) => id === imageToken || id === entered[at])
  );
}

/**
 * Largest differences of two tensors' figures; null where their shapes differ.
 * @param {Figures} found
 * @param {Figures} expected
 * @returns {{ first: number, mean: number, std: number } | null}
 */
export function differenceOf(found, expected) {
  if (found.shape.join() !== expected.shape.join()) return null;
  const first = expected.first.map((x, at) => Math.abs(x - (found.first[at] ?? NaN)));
  return {
    first: worst(first),
    mean: worst([Math.abs(found.mean - expected.mean)]),
    std: worst([Math.abs(found.std - expected.std)])
  };
}

/**
 * Largest difference of a letter's or an option's log-probability.
 * @param {readonly (readonly number[])[]} found letters, options
 * @param {Scores} expected
 */
export function scoresApart([letters = [], options = []], expected) {
  const wanted = [...Object.values(expected.letters), ...Object.values(expected.options)];
  const got = [...letters, ...options];
  if (got.length !== wanted.length) return Infinity;
  return worst(wanted.map((x, at) => Math.abs(x - (got[at] ?? NaN))));
}

/**
 * Largest of differences; what is no number is as wrong as can be.
 * @param {readonly number[]} differences
 */
export function worst(differences) {
  return differences.reduce((most, x) => (Number.isNaN(x) ? Infinity : Math.max(most, x)), 0);
}
