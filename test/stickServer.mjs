import { spawn, spawnSync } from 'node:child_process';

/** Programs that serve a stick, and what tells that they are there; PowerShell is on no machine of ours. */
export const SERVERS = {
  Node: { program: process.execPath, script: 'servers/serve.mjs', check: ['--version'] },
  Python: { program: 'python3', script: 'servers/serve.py', check: ['-c', 'import http.server'] },
  Perl: {
    program: 'perl',
    script: 'servers/serve.pl',
    check: ['-MJSON::PP', '-MIO::Socket::INET', '-e', '1']
  }
};

/** @typedef {keyof typeof SERVERS} ServerName */

/** @param {ServerName} name */
export function isInstalled(name) {
  const { program, check } = SERVERS[name];
  return spawnSync(program, check).status === 0;
}

/**
 * Starts a stick's own server, as its starter does, without a browser.
 * @param {ServerName} name
 * @param {string} stick its folder
 * @param {number} port or the next that is free
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startStick(name, stick, port) {
  const { program, script } = SERVERS[name];
  const child = spawn(program, [script, String(port), '--no-browser'], { cwd: stick });
  const url = await new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += String(text);
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address) done(address);
    });
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`${name} ended with ${code}`)));
  });
  return { url, stop: () => void child.kill() };
}
