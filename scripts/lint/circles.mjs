/**
 * One circle of imports through every file that is on any, as the files on the way; none: no file
 * reaches itself.
 * @param {ReadonlyMap<string, readonly string[]>} importsOf may name files that are no key; they
 *   lead nowhere
 */
export function circlesOf(importsOf) {
  /** @type {string[][]} */
  const circles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {(path: string, way: readonly string[]) => void} */
  const visit = (path, way) => {
    const start = way.indexOf(path);
    if (start >= 0) circles.push([...way.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of importsOf.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of importsOf.keys()) visit(path, []);
  return circles;
}
