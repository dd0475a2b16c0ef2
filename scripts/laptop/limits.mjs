import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Short slices: work of a tenth of a second is slowed as evenly as work of a minute. */
const PERIOD_US = 10_000;
const ROOT = '/sys/fs/cgroup';

/**
 * What holds a program, and all that it starts, to the speed and memory of an older machine.
 * @typedef {object} Limits
 * @property {string[]} told what is limited, in words; empty: nothing could be
 * @property {string} program a script that starts the real program within the limits
 * @property {() => Promise<number | null>} peakBytes most memory that was in use, files that the system keeps at hand included
 * @property {() => Promise<void>} remove
 */

/**
 * Limits by control groups of Linux, which want its administrator (version 1 or 2). Elsewhere nothing
 * is limited, and `told` is empty.
 * @param {string} program to start
 * @param {{ processors: number, slowdown: number, memoryBytes: number }} wanted so many processors,
 *   each so many times slower than this machine's
 * @returns {Promise<Limits>}
 */
export async function limited(program, { processors, slowdown, memoryBytes }) {
  const quota = String(Math.round((PERIOD_US * processors) / slowdown));
  const name = `valueshift-${process.pid}`;
  const groups = [
    ...(await group(join(ROOT, 'cpu', name), [
      ['cpu.cfs_period_us', String(PERIOD_US)],
      ['cpu.cfs_quota_us', quota]
    ])),
    ...(await group(join(ROOT, 'memory', name), [['memory.limit_in_bytes', String(memoryBytes)]])),
    ...(await group(join(ROOT, name), [
      ['cpu.max', `${quota} ${PERIOD_US}`],
      ['memory.max', String(memoryBytes)]
    ]))
  ];
  const folder = await mkdtemp(join(tmpdir(), 'valueshift-laptop-'));
  const script = join(folder, 'start.sh');
  const enter = groups.map((path) => `echo $$ > '${path}/cgroup.procs'`);
  await writeFile(script, ['#!/bin/sh', ...enter, `exec '${program}' "$@"`, ''].join('\n'));
  await chmod(script, 0o755);
  const speed = groups.some((path) => !path.startsWith(join(ROOT, 'memory')));
  const memory = groups.some((path) => !path.startsWith(join(ROOT, 'cpu')));
  return {
    told: [
      ...(speed ? [`${processors} processors, each ${slowdown} times slower (all threads)`] : []),
      ...(memory ? [`${(memoryBytes / 1e9).toFixed(1)} GB of memory for the browser`] : [])
    ],
    program: script,
    async peakBytes() {
      for (const path of groups)
        for (const file of ['memory.max_usage_in_bytes', 'memory.peak']) {
          const bytes = await readFile(join(path, file), 'utf8').catch(() => null);
          if (bytes !== null) return Number(bytes);
        }
      return null;
    },
    async remove() {
      for (const path of groups) await rmdir(path).catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/**
 * @param {string} path
 * @param {[string, string][]} settings
 * @returns {Promise<string[]>} the group; nothing where it cannot be made, or has no such setting
 */
async function group(path, settings) {
  try {
    await mkdir(path);
    for (const [file, value] of settings) await writeFile(join(path, file), value);
    return [path];
  } catch {
    await rmdir(path).catch(() => undefined);
    return [];
  }
}
