import { startServer, threads } from './start.mjs';

/**
 * llama.cpp's server with a cache in 32 bits.
 * @param {string} command
 * @param {{ model: string, mmproj?: string, port: number, log: string, slots?: number }} how
 */
export function startLlamaCpp(command, { model, mmproj, port, log, slots = 2 }) {
  const exact = ['-ctk', 'f32', '-ctv', 'f32', '-fa', 'off'];
  const size = ['-c', String(2048 * slots), '-np', String(slots), '-t', threads()];
  return startServer({
    command,
    args: [
      ...['-m', model, '--host', '127.0.0.1', '--port', String(port)],
      ...exact,
      ...size,
      ...(mmproj ? ['--mmproj', mmproj] : [])
    ],
    port,
    log
  });
}
