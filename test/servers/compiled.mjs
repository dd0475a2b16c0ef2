import { readFile } from 'node:fs/promises';
import { build } from 'vite';
import { compiledName } from '../../scripts/lib/liveTs.mjs';

/**
 * Compiles modules for commands that are started often (`VALUESHIFT_COMPILED`, scripts/lib/liveTs.mjs).
 * @param {string} folder
 * @param {readonly string[]} paths from the repository's root
 */
export async function compileInto(folder, paths) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    await readFile('package.json', 'utf8')
  );
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: packages },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(paths.map((path) => [compiledName(path), path])),
        output: { entryFileNames: '[name]', chunkFileNames: 'chunk-[hash].mjs', format: 'es' }
      }
    }
  });
}
