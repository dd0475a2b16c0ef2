import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

/**
 * Builds a bare page around the functions that study pages use, so that they are tested without them.
 * @returns {Promise<string>} folder of the build
 */
export async function buildStudyPage() {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const outDir = fileURLToPath(new URL('../../output/study-page', import.meta.url));
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 }
  });
  return outDir;
}
