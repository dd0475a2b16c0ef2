import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import { Failure } from '../lib/failure.mjs';

const inside = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The app's engine on a bare page, with an ear at the runtime and a switch for the way in which
 * pictures are resized; nothing else of the engine is changed.
 * @returns {Promise<string>} folder of the build
 */
export async function buildTwinsPage() {
  const outDir = resolve('.cache', 'twins', 'page');
  await build({
    root: inside('page'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es', plugins: () => [overheard()] },
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 }
  });
  return outDir;
}

/** @returns {import('vite').Plugin} */
function overheard() {
  return {
    name: 'overheard',
    enforce: 'pre',
    transform: (code, id) => {
      if (id.endsWith('/src/engine/engine.worker.ts')) {
        return `import ${JSON.stringify(inside('page/tap.ts'))};\n${code}`;
      }
      return id.endsWith('/src/engine/picture/resample.ts') ? switched(code) : null;
    }
  };
}

/** Pictures as the app resizes them, or as torchvision does. @param {string} code */
function switched(code) {
  const own = code.replace('export function resize(', 'function ownResize(');
  if (own === code)
    throw new Failure('resample.ts has no resize(): mend scripts/twins/buildPage.mjs.');
  return [
    `import { torchvisionResize } from ${JSON.stringify(inside('page/torchvision.ts'))};`,
    own,
    'export const resize = (...given) => torchvisionResize(ownResize, ...given);'
  ].join('\n');
}
