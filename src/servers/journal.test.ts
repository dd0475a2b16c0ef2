import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournalFile } from '../../scripts/lib/journalFile.mjs';
import type { PromptScore } from '../core/answers/types.ts';
import { StubServer, stubJobs } from './fixtures.ts';
import { Journal, type JournalFile } from './journal.ts';
import { journalledEngine } from './journalledEngine.ts';
import { loadedFrom } from './provenance.ts';
import { createServerEngine } from './serverEngine.ts';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'valueshift-command-'))));
afterAll(() => rm(folder, { recursive: true }));

const draw = async () => new Blob();

async function run(server: StubServer, path: string, jobs = stubJobs(['a', 'b'], 5)) {
  const file = await openJournalFile(path);
  try {
    const engine = await createServerEngine([server], { draw, inFlight: 2 });
    const journal = await Journal.open(file, await engine.revive());
    const before = journal.size;
    const scores = new Map<number, PromptScore>();
    const asked = await journalledEngine(engine, journal);
    await asked.score(jobs, (index, score) => scores.set(index, score));
    const written = await asked.generate({ ...jobs[0]!, maxTokens: 3 });
    return { scores, before, written: written.text };
  } finally {
    await file.close();
  }
}

test('what is in the journal is not asked again, and comes out as it went in', async () => {
  const path = join(folder, 'again.jsonl');
  const server = new StubServer();
  const first = await run(server, path);
  expect(server.heard).toHaveLength(11);
  const second = await run(server, path);
  expect(server.heard).toHaveLength(11);
  expect(second).toEqual({ ...first, before: 11 });
});

test('cut off at whatever byte, it keeps every whole line and asks the rest', async () => {
  const path = join(folder, 'cut.jsonl');
  const whole = await run(new StubServer(), path);
  const bytes = await readFile(path);
  const head = bytes.indexOf('\n') + 1;
  for (const at of [0, 1, head - 1, head, head + 1, head + 300, bytes.length - 1, bytes.length]) {
    await writeFile(path, bytes.subarray(0, at));
    const lines = bytes.subarray(0, at).toString().split('\n').length - 1;
    const server = new StubServer();
    const { scores, before, written } = await run(server, path);
    expect(before, `${at}`).toBe(Math.max(0, lines - 1));
    expect(server.heard).toHaveLength(11 - before);
    // In another order at most.
    expect([...scores].sort(([a], [b]) => a - b)).toEqual(
      [...whole.scores].sort(([a], [b]) => a - b)
    );
    expect(written).toBe(whole.written);
  }
});

test('another model under the same journal is refused, naming what differs', async () => {
  const path = join(folder, 'other.jsonl');
  await run(new StubServer(), path);
  const other = new StubServer();
  other.served = { ...other.served, version: '2' };
  await expect(run(other, path)).rejects.toMatchObject({
    code: 'journal-other-model',
    params: { difference: 'version: "1" / "2"' }
  });
  expect(other.heard).toEqual([]);
});

test('a broken line is named, and two commands do not write one journal', async () => {
  const path = join(folder, 'broken.jsonl');
  await run(new StubServer(), path);
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, lines.with(3, lines[3]!.replace('"logprobs"', '"logs"')).join('\n'));
  await expect(run(new StubServer(), path)).rejects.toMatchObject({
    code: 'journal-broken',
    params: { line: 4 }
  });
  // A parent process certainly lives.
  await writeFile(`${path}.lock`, String(process.ppid));
  await expect(run(new StubServer(), path)).rejects.toThrow(/Another command/);
  await writeFile(`${path}.lock`, '99999999');
  await writeFile(path, lines.join('\n'));
  expect((await run(new StubServer(), path)).before).toBe(11);
});

test('no answer is handed on before its line is written, and a full disk ends the run', async () => {
  const server = new StubServer({ before: () => new Promise((go) => setTimeout(go, 1)) });
  const text: string[] = [];
  let full = false;
  const file: JournalFile = {
    lines: async function* () {},
    append: async (more) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (full) throw new Error('ENOSPC');
      text.push(more);
    }
  };
  const journal = await Journal.open(file, await loadedFrom(server));
  const engine = await journalledEngine(
    await createServerEngine([server], { draw, inFlight: 2 }),
    journal
  );
  let came = 0;
  const asked = engine.score(stubJobs(['a'], 60), () => {
    came += 1;
    const lines = text.join('').split('\n').length - 2;
    expect(lines).toBeGreaterThanOrEqual(came);
    if (came === 10) full = true;
  });
  await expect(asked).rejects.toThrow('ENOSPC');
  expect(came).toBeGreaterThanOrEqual(10);
  expect(server.heard.length).toBeLessThan(60);
});
