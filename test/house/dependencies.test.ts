import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** docs/adr/014: what is installed is what was looked at, to the byte. */
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const wanted = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const locked = (
  JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string; integrity?: string; resolved?: string }>;
  }
).packages;
const EXACT = /^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

test('every version is exact', () => {
  const all = { ...wanted.dependencies, ...wanted.devDependencies, ...wanted.overrides };
  expect(Object.keys(all).length).toBeGreaterThan(30);
  const loose = Object.entries(all).filter(([, version]) => !EXACT.test(version));
  expect(loose).toEqual([]);
  expect(read('.npmrc')).toContain('save-exact=true');
});

test('every package is pinned by a strong hash, and comes from the registry', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(100);
  const weak = packages.filter(
    ([, { integrity, resolved }]) =>
      !integrity?.startsWith('sha512-') ||
      !/^https:\/\/registry\.npmjs\.org\//.test(resolved ?? 'https://registry.npmjs.org/')
  );
  expect(weak.map(([path]) => path)).toEqual([]);
});

test('package.json and the lock agree', () => {
  const listed = Object.entries(wanted.devDependencies ?? {});
  const other = listed.filter(
    ([name, version]) => locked[`node_modules/${name}`]?.version !== version
  );
  expect(other).toEqual([]);
});

test('nothing runs while packages are installed', () => {
  expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
});
