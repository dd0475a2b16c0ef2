import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';
import { SERVED_FOLDER } from './scripts/vite/headers.mjs';
import { languageParts } from './scripts/vite/languageParts.ts';
import { finishBuild } from './scripts/vite/finishBuild.ts';
import { headersPlugin } from './scripts/vite/headersPlugin.ts';
import { ShippedPackages } from './scripts/vite/shippedPackages.ts';
import { staticFolders } from './scripts/vite/staticFolders.ts';

const runtime = ['', '.asyncify'].flatMap((build) =>
  ['mjs', 'wasm'].map((type) => `ort-wasm-simd-threaded${build}.${type}`)
);

const shipped = new ShippedPackages(import.meta.dirname);

/** How long each plugin took is no news to whoever starts the app on a slow machine. */
const checks = { bundlerTimings: false };

export default defineConfig(({ command }) => {
  // A shell, or a command that ran sources before it builds, may say otherwise: what is shipped is the same.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    base: './',
    plugins: [
      svelte(),
      languageParts(import.meta.dirname),
      headersPlugin(),
      staticFolders([
        { url: '/models/', from: 'models' },
        { url: '/ort/', from: 'node_modules/onnxruntime-web/dist', files: runtime }
      ]),
      shipped.plugin(),
      finishBuild(shipped)
    ],
    // The runtime finds its WASM files at /ort/ (engine/runtime.ts); Vite must not bundle copies.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: {
      format: 'es',
      plugins: () => [shipped.plugin()],
      rolldownOptions: {
        checks,
        output: {
          // Hosts send a policy by folder, and one worker has its own (docs/adr/012).
          entryFileNames: ({ name }) =>
            `${name === 'served.worker' ? SERVED_FOLDER : 'assets'}/[name]-[hash].js`
        }
      }
    },
    optimizeDeps: { exclude: ['onnxruntime-web'] },
    build: {
      target: 'es2023',
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      // The second page is for scripts (src/automation), the third asks the model hub (docs/adr/006);
      // the first never loads either.
      rolldownOptions: { checks, input: ['index.html', 'automation.html', 'download.html'] }
    }
  };
});
