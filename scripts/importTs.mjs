import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Imports one of the project's TypeScript modules into a script. Node 20 does not strip types, so
 * Vite's runner compiles the module and what it imports; packages are loaded as Node does.
 *
 * @template T
 * @param {string} path from the repository's root, for example `src/core/onnx/model.ts`
 * @returns {Promise<T>} the module's exports; cast the call to name their type, as make.mjs of
 *   test/tiny-model does
 */
export async function importTs(path) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { module } = await runnerImport(`${root}${path}`, {
    root,
    configFile: false,
    logLevel: 'error'
  });
  return /** @type {T} */ (module);
}
