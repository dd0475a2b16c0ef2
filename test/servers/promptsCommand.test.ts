/** `npm run prompts` as a process: a study's prompts out, answers made elsewhere in. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudyZip } from '../openStudyZip.ts';
import { zipOfKind } from '../study/everyKind.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-prompts-'));
  await writeFile(join(folder, 'study.zip'), await zipOfKind('no pictures'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Paths are from where it was called, as npm tells. */
function prompts(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['scripts/prompts.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: folder }
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((done) => child.once('close', (code) => done({ code, output })));
}

interface Line {
  prompt: string;
  letters: string[];
}

test('prompts go out, answers come in, and the study holds them under their model', async () => {
  const out = await prompts('--study', 'study.zip', '--out', 'prompts.jsonl');
  expect(out.output).toMatch(/^\d+ prompts written to prompts\.jsonl\.$/m);
  expect(out.code).toBe(0);
  const lines = (await readFile(join(folder, 'prompts.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.length).toBeGreaterThan(50);
  const answers = lines.map(({ prompt, letters }) => {
    const logprobs = letters.map((_, k) => -Math.log(letters.length) - (k + 1) / 7);
    return JSON.stringify({ prompt, logprobs });
  });
  await writeFile(join(folder, 'answers.jsonl'), answers.join('\n'));

  const study = ['--study', 'study.zip', '--answers', 'answers.jsonl'];
  const taken = await prompts(...study, '--model', 'my-model', '--out', 'answered.zip');
  expect(taken.code, taken.output).toBe(0);
  const opened = await openStudyZip(join(folder, 'answered.zip'));
  const models = opened.frame.conditions.map(({ model }) => model);
  const own = models.findIndex((model) => model.includes('my-model'));
  expect(own, models.join()).toBeGreaterThanOrEqual(0);
  const rows = [...opened.columns.condition].filter((condition) => condition === own);
  // Each question in two orders.
  expect(rows.length).toBe(lines.length / 2);
});

test('options in the wrong place are said, and nothing is written', async () => {
  const args = ['--study', 'study.zip', '--out', 'no.jsonl', '--model', 'my-model'];
  const { code, output } = await prompts(...args);
  expect(code).toBe(1);
  expect(output).toContain('--model belongs to --answers: add it.');
  await expect(stat(join(folder, 'no.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' });
});
