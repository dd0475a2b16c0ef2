import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

/** Commands work on the project's own folder, wherever they are called from. */
export function inProjectRoot() {
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
}

/**
 * Turns what `parseArgs` throws on an unknown or incomplete option into one sentence with the usage.
 * @template T
 * @param {string} usage
 * @param {() => T} parse
 * @returns {T}
 */
export function parseOrFail(usage, parse) {
  try {
    return parse();
  } catch (error) {
    const text = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new Failure(`${text}. ${usage}`);
  }
}

/**
 * @template {string} T
 * @param {string} option
 * @param {string} value
 * @param {readonly T[]} allowed
 * @returns {T}
 */
export function choice(option, value, allowed) {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Failure(`${option} ${value} is unknown: choose ${allowed.join(', ')}.`);
}

/**
 * @param {string} option
 * @param {string} value
 * @param {number} least
 * @param {number} most
 * @returns {number}
 */
export function integer(option, value, least, most) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Failure(
    `${option} ${value} is out of range: give a whole number from ${least} to ${most}.`
  );
}
