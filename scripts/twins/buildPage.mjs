import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

const inside = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The app's engine on a bare page, with an ear at the runtime: nothing of the engine itself is changed.
 * @returns {Promise<string>} folder of the build
 */
export async function buildTwinsPage() {
  const outDir = resolve('.cache', 'twins', 'page');
  await build({
    root: inside('page'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es', plugins: () => [tapped()] },
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 }
  });
  return outDir;
}

/** @returns {import('vite').Plugin} */
function tapped() {
  return {
    name: 'tap-the-runtime',
    transform: (code, id) =>
      id.endsWith('/src/engine/engine.worker.ts')
        ? `import ${JSON.stringify(inside('page/tap.ts'))};\n${code}`
        : null
  };
}
