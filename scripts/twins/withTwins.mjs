import { chromium } from 'playwright-core';
import { chromiumFlags, requireChromium } from '../lib/chromium.mjs';
import { serveFolder } from '../lib/serve.mjs';
import { buildTwinsPage } from './buildPage.mjs';
import { measure } from './measure.mjs';

/** @typedef {import('./folder.mjs').Twin} Twin */
/** @typedef {import('./measure.mjs').Line} Line */

/**
 * Builds and serves the bare page, starts Chromium, and closes both when the work is done.
 * @param {'wasm' | 'webgpu'} device
 * @param {(measure: (twin: Twin, variant: string) => Promise<Line>) => Promise<void>} work
 * @param {{ counts: boolean }} [options] `counts`: also calls and tokens a question
 */
export async function withTwins(device, work, { counts } = { counts: true }) {
  const executablePath = requireChromium();
  const root = await buildTwinsPage();
  const server = await serveFolder({
    root,
    mounts: { '/ort/': 'node_modules/onnxruntime-web/dist' }
  });
  const args = chromiumFlags(device === 'webgpu' ? 'software' : 'none');
  try {
    const browser = await chromium.launch({ executablePath, args });
    try {
      await work(async (twin, variant) => {
        // A context of its own: what one model left behind is not to reach the next.
        const context = await browser.newContext({ serviceWorkers: 'block' });
        try {
          return await measure(context, server.url, twin, variant, { device, counts });
        } finally {
          await context.close();
        }
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
