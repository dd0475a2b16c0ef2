import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** Commands that install what is missing before they begin. */
const commands = readdirSync('scripts', { recursive: true, encoding: 'utf8' })
  .map((name) => join('scripts', name))
  .filter((path) => /\.mjs$/.test(path) && !path.startsWith(join('scripts', 'lib')))
  .filter((path) => readFileSync(path, 'utf8').includes('await ensureDependencies('));

/** Packages that a file and those it imports need before its first line runs. */
function packagesOf(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path) || !existsSync(path)) return [];
  seen.add(path);
  const named = readFileSync(path, 'utf8').matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'/gm);
  return [...named].flatMap(([, name = '']) => {
    if (name.startsWith('node:')) return [];
    return name.startsWith('.')
      ? packagesOf(join(dirname(path), name), seen)
      : [`${path}: ${name}`];
  });
}

it.each(commands)('%s starts on a fresh clone, where no package is there yet', (path) => {
  expect(packagesOf(path)).toEqual([]);
});
