/**
 * How far engines lie apart, as a table.
 * @typedef {number[][]} Scores log-probabilities by prompt and target
 * @typedef {{ name: string, exact: readonly string[], sets: Record<string, Scores | null> }} Engine `exact`:
 *   sets in which it computes in 32 bits throughout; null where it was not asked
 */

/** Engines that compute in 32 bits lie no farther apart. */
const EXACT_WITHIN = 1e-4;

/**
 * @param {Scores} a
 * @param {Scores} b
 * @returns {number} the largest difference, in nats; infinite where one has no number
 */
export function largestApart(a, b) {
  if (a.length !== b.length) return Infinity;
  const all = a.flatMap((row, prompt) =>
    row.map((value, target) => Math.abs(value - (b[prompt]?.[target] ?? NaN)))
  );
  return all.reduce((most, one) => (Number.isNaN(one) ? Infinity : Math.max(most, one)), 0);
}

/**
 * @param {readonly Engine[]} engines
 * @param {readonly { key: string, title: string }[]} sets
 * @returns {string} Markdown: a row a pair, a column a set
 */
export function pairsTable(engines, sets) {
  const rows = pairsOf(engines).map(([a, b]) => {
    const cells = sets.map(({ key }) => {
      const [own, other] = [a.sets[key], b.sets[key]];
      return own && other ? largestApart(own, other).toExponential(1) : '';
    });
    return `| ${a.name} | ${b.name} | ${cells.join(' | ')} |`;
  });
  return [
    `| engine | engine | ${sets.map(({ title }) => title).join(' | ')} |`,
    `| --- | --- | ${sets.map(() => '---').join(' | ')} |`,
    ...rows
  ].join('\n');
}

/**
 * @param {readonly Engine[]} engines
 * @param {readonly string[]} keys of sets in which nothing is left to chance
 * @returns {string[]} a sentence for each pair in 32 bits that lies too far apart
 */
export function tooFar(engines, keys) {
  return pairsOf(engines).flatMap(([a, b]) =>
    keys.flatMap((key) => {
      const [own, other] = [a.sets[key], b.sets[key]];
      if (!own || !other || !a.exact.includes(key) || !b.exact.includes(key)) return [];
      const apart = largestApart(own, other);
      return apart <= EXACT_WITHIN
        ? []
        : [`${a.name} and ${b.name} lie ${apart.toExponential(1)} apart on ${key}.`];
    })
  );
}

/**
 * One engine of each name, with the sets of all that have it.
 * @param {readonly Engine[]} engines
 * @returns {Engine[]}
 */
export function byName(engines) {
  const names = [...new Set(engines.map(({ name }) => name))];
  return names.map((name) => {
    const own = engines.filter((engine) => engine.name === name);
    return {
      name,
      exact: own.flatMap(({ exact }) => exact),
      sets: Object.assign({}, ...own.map(({ sets }) => sets))
    };
  });
}

/** @param {readonly Engine[]} engines @returns {[Engine, Engine][]} those that share a set */
function pairsOf(engines) {
  return engines.flatMap((a, at) =>
    engines
      .slice(at + 1)
      .filter((b) => Object.keys(a.sets).some((key) => a.sets[key] && b.sets[key]))
      .map((b) => /** @type {[Engine, Engine]} */ ([a, b]))
  );
}
