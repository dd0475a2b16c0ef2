import { buildBarePage } from '../../test/browser/barePage.mjs';
import { serveFolder } from '../lib/serve.mjs';

/** The page whose runs are killed, served with the tiny model. */
export async function serveKillsPage() {
  return serveFolder({
    root: await buildBarePage('kills-page'),
    mounts: {
      '/ort/': 'node_modules/onnxruntime-web/dist',
      '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
    }
  });
}
