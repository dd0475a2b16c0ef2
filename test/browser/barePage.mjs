import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

/**
 * Builds a bare page around modules of the app, so that they are tested without the app's own pages.
 * @param {string} name folder beside this file that holds the page's `index.html`
 * @returns {Promise<string>} folder of the build
 */
export async function buildBarePage(name) {
  const outDir = fileURLToPath(new URL(`../output/${name}`, import.meta.url));
  await build({
    root: fileURLToPath(new URL(name, import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 }
  });
  return outDir;
}
