import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, requireChromium } from './chromium.mjs';

/** Installs Chromium with apt where it is missing and can be (Debian, root); else says what to do. */
export function ensureChromium() {
  if (findChromium()) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.error('Installing Chromium (apt-get install chromium) …');
    const apt = (/** @type {string[]} */ ...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', process.stderr, process.stderr],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      }).status === 0;
    const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
    if (!install() && apt('update')) install();
  }
  requireChromium();
}
