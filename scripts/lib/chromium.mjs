import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** @returns {string | null} path of the system's Chromium or Chrome; `CHROMIUM` names another one */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (runnable(named)) return named;
    throw new Failure(
      `CHROMIUM names ${named}, which cannot be run; point it at a Chromium binary.`
    );
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(runnable) ?? null;
}

/** @returns {string} as `findChromium`; where there is none, a Failure that says what to do */
export function requireChromium() {
  const path = findChromium();
  if (path) return path;
  throw new Failure(
    'No Chromium found: install Chromium or Google Chrome, or set CHROMIUM to the path of its binary.'
  );
}

/** @param {string} path */
function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Which WebGPU adapter a browser offers: none, Chromium's software one, or the machine's own.
 * @typedef {'none' | 'software' | 'hardware'} Gpu
 */

/** @type {Record<Gpu, string[]>} */
const GPU_FLAGS = {
  none: ['--disable-gpu'],
  software: [
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--disable-gpu-watchdog'
  ],
  hardware: [
    '--enable-unsafe-webgpu',
    '--ignore-gpu-blocklist',
    '--enable-features=Vulkan',
    '--disable-gpu-watchdog'
  ]
};

/**
 * Command-line flags for automated runs.
 * @param {Gpu} gpu
 * @returns {string[]}
 */
export function chromiumFlags(gpu) {
  return [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A page that asks what memory it holds is told at once, not after half a minute.
    '--enable-blink-features=ForceEagerMeasureMemory',
    // Nothing but our own server can be reached, so a stray request fails loudly.
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    ...GPU_FLAGS[gpu]
  ];
}

/**
 * @param {'auto' | 'wasm' | 'webgpu'} device
 * @returns {Gpu} what a script that computes on `device` needs
 */
export function gpuFor(device) {
  return device === 'wasm' ? 'none' : 'hardware';
}
