import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** What the build is made from; a newer file in any of these makes it stale. */
const SOURCES = [
  'src',
  'public',
  'models',
  'scripts/vite',
  'scripts/sbom',
  'scripts/stick/folder',
  'NOTICE',
  'index.html',
  'automation.html',
  'download.html',
  'vite.config.ts',
  'svelte.config.js',
  'package-lock.json'
];

/**
 * Builds the app into `dist` when it is missing or older than its sources. Standard output stays
 * clean: a command's own words go there.
 * @returns {Promise<string>} the folder
 */
export async function ensureBuild() {
  const built = await modified('dist/index.html');
  if (built === null || (await newest(SOURCES)) > built) await build();
  return 'dist';
}

async function build() {
  console.error('Building the app …');
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  const code = await new Promise((done) => {
    spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      stdio: ['ignore', process.stderr, 'inherit']
    }).once('close', done);
  });
  if (code !== 0) throw new Failure(`The build failed (exit code ${code}); see the lines above.`);
}

/**
 * @param {string} path
 * @returns {Promise<number | null>} milliseconds since 1970; null where there is no such file
 */
async function modified(path) {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null
  );
}

/**
 * @param {readonly string[]} paths files and folders
 * @returns {Promise<number>} the latest modification in and below them
 */
async function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    latest = Math.max(latest, (await modified(path)) ?? 0);
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    // Tests are no part of the build.
    const inside = entries.filter(({ name }) => !name.includes('.test.'));
    latest = Math.max(latest, await newest(inside.map(({ name }) => join(path, name))));
  }
  return latest;
}
