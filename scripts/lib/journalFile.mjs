import { open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { Failure } from './failure.mjs';

/**
 * A journal's file (src/servers/journal.ts), for one process at a time. A last line without an end is
 * what a killed process left: it is cut off.
 * @param {string} path made where it is not there
 * @returns {Promise<import('../../src/servers/journal.ts').JournalFile & { close(): Promise<void> }>}
 */
export async function openJournalFile(path) {
  const lock = `${path}.lock`;
  await takeLock(path, lock);
  const handle = await open(path, 'a+');
  const whole = await endOfLastLine(handle);
  await truncate(path, whole);
  return {
    async *lines() {
      if (whole === 0) return;
      const input = handle.createReadStream({ start: 0, autoClose: false, encoding: 'utf8' });
      let rest = '';
      for await (const chunk of input) {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    },
    async append(text) {
      await handle.appendFile(text);
      await handle.datasync();
    },
    async close() {
      await handle.close();
      await rm(lock, { force: true });
    }
  };
}

const CHUNK = 1 << 16;

/**
 * @param {import('node:fs/promises').FileHandle} handle
 * @returns {Promise<number>} bytes up to and with the last line end
 */
async function endOfLastLine(handle) {
  const { size } = await handle.stat();
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf('\n');
    if (at >= 0) return start + at + 1;
  }
  return 0;
}

/**
 * @param {string} path
 * @param {string} lock
 */
async function takeLock(path, lock) {
  const own = { flag: 'wx' };
  const taken = await writeFile(lock, String(process.pid), own).then(
    () => true,
    (error) => {
      if (error.code === 'EEXIST') return false;
      throw new Failure(`${path} cannot be written (${error.code}): check the folder.`);
    }
  );
  if (taken) return;
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder !== process.pid && isAlive(holder)) {
    throw new Failure(
      `Another command (process ${holder}) is writing ${path}. Wait for it or end it; if it is no such command, delete ${lock}.`
    );
  }
  await writeFile(lock, String(process.pid));
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
