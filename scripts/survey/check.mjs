import { checkFigures } from './checkFigures.mjs';
import { checkWording } from './checkWording.mjs';

/**
 * Every fault of the sources, each as one line that names its place; empty when sound.
 * @param {import('./read.mjs').Sources} sources
 * @returns {string[]}
 */
export function checkSources(sources) {
  return [...checkWording(sources), ...checkFigures(sources)];
}
