import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createServer } from 'vite';
import { Failure } from './failure.mjs';

/**
 * The project's TypeScript for a command that works longer than one import: modules that load others
 * on demand (the survey's data) still can, and all calls share one copy of each module. `importTs`
 * ends with its import.
 *
 * @typedef {object} LiveTs
 * @property {<T>(path: string) => Promise<T>} load a module by its path from the repository's root
 */

/**
 * The file that stands for a module in a folder of compiled ones.
 * @param {string} path
 */
export function compiledName(path) {
  return `${path.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`;
}

/**
 * Lends the project's TypeScript to a piece of work. An AppError becomes a Failure with the sentence
 * that the page has for it.
 * @template T
 * @param {(ts: LiveTs) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTs(work) {
  // Tests that start a command a hundred times compile it once, into this folder.
  const compiled = process.env.VALUESHIFT_COMPILED;
  if (compiled) {
    const load = (/** @type {string} */ path) =>
      import(pathToFileURL(join(compiled, compiledName(path))).href);
    return work({ load });
  }
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false, hmr: false },
    optimizeDeps: { noDiscovery: true }
  });
  /** @type {LiveTs} */
  const ts = { load: async (path) => /** @type {any} */ (await server.ssrLoadModule(`/${path}`)) };
  try {
    return await work(ts);
  } catch (error) {
    const { code, params } = /** @type {import('../../src/core/errors.ts').AppError} */ (error);
    if (!params || !code) throw error;
    throw new Failure((await sentencesOf(ts))({ code, params }));
  } finally {
    await server.close();
  }
}

/**
 * The sentence that the page has for a fault, of a study, a server or a table too.
 * @param {LiveTs} ts
 * @returns {Promise<typeof import('../../src/ui/i18n.ts').errorText>}
 */
export async function sentencesOf(ts) {
  await ts.load('src/ui/messages/scripts.ts');
  /** @type {typeof import('../../src/ui/i18n.ts')} */
  const { errorText } = await ts.load('src/ui/i18n.ts');
  return errorText;
}
