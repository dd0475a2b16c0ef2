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
