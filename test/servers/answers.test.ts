import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStudyZip } from '../openStudyZip.ts';
import {
  answersIn,
  compileCommand,
  journalledIn,
  startAnswers,
  writeFolder
} from './answersCommand.ts';
import type { Fake, Manner } from './fake/fakeServer.mjs';
import { startFakeLlamaCpp } from './fake/llamaCpp.mjs';
import { startFakeOpenai } from './fake/openai.mjs';
import { startFakeVllm } from './fake/vllm.mjs';

// `npm run answers` as a process, against servers that are made up and misbehave on request.
const LONG = { timeout: 240_000 };
const CHOICES = {
  ...{
    name: 'Asked',
    questions: ['Q1', 'Q6', 'Q164', 'Q29'],
    cues: ['neutral', 'country', 'picture']
  },
  ...{ controls: ['frame', 'blank'], readouts: ['letter'], alsoNamed: 4 }
};
const PICTURES = {
  'Brazil/food/a.png': [200, 30, 30],
  'South Korea/food/b.png': [30, 30, 200],
  'South Korea/dress/c.png': [30, 200, 30]
} as const;
const OPEN = { on: false, variant: 'pmi', passRank: { people: 2, other: 1 } };

let folder = '';
const fakes: Fake[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-answers-'));
  await compileCommand(join(folder, 'compiled'));
}, 120_000);
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});
afterAll(() => rm(folder, { recursive: true }));

async function served(start: (manner: Partial<Manner>) => Promise<Fake>, manner = {}) {
  const fake = await start(manner);
  fakes.push(fake);
  return fake;
}

function begin(
  study: string,
  servers: readonly Fake[],
  out: string,
  more: string[] = [],
  env = {}
) {
  const addresses = servers.flatMap(({ url }) => ['--server', url]);
  const args = ['--study', study, ...addresses, '--out', out, ...more];
  return startAnswers(join(folder, 'compiled'), args, env);
}
const ask = (...given: Parameters<typeof begin>) => begin(...given).ended;

test('restarts, refusals for being busy and cut connections change no table', LONG, async () => {
  const fake = await served(startFakeVllm, { slow: 3 });
  const study = await writeFolder(join(folder, 'faults'), { ...CHOICES, gate: OPEN }, PICTURES);
  const calm = join(folder, 'calm.zip');
  expect(await ask(study, [fake], calm)).toMatchObject({ code: 0 });

  const out = join(folder, 'stormy.zip');
  const stats = join(folder, 'stormy.json');
  const before = fake.answers().length;
  const running = begin(study, [fake], out, ['--stats', stats]);
  let storms = 0;
  const watch = setInterval(() => {
    const heard = fake.answers().length - before;
    if (storms === 0 && heard > 30) {
      storms = 1;
      fake.set({
        faults: [
          { kind: 'status', status: 429, every: 13 },
          { kind: 'cut', every: 19 },
          { kind: 'status', status: 503, every: 29 }
        ]
      });
    } else if ((storms === 1 && heard > 60) || (storms === 2 && heard > 90)) {
      storms += 1;
      void fake.restart(700);
    }
  }, 5);
  const { code, output } = await running.ended;
  clearInterval(watch);
  expect(code, output).toBe(0);
  expect(storms).toBe(3);
  expect(output).toMatch(/Trying again/);
  expect(JSON.parse(await readFile(stats, 'utf8'))).toMatchObject({ holes: 0, known: 0 });
  expect(JSON.parse(await readFile(stats, 'utf8')).retries).toBeGreaterThan(5);
  expect(await answersIn(out)).toEqual(await answersIn(calm));
});

test(
  'what a server refuses for good is named, stays missing, and is asked again next time',
  LONG,
  async () => {
    const fake = await served(startFakeVllm, { slow: 20 });
    const study = await writeFolder(join(folder, 'holes'), { ...CHOICES, gate: OPEN }, PICTURES);
    const out = join(folder, 'holes.zip');
    const running = begin(study, [fake], out);
    const journal = `${out}.journal.jsonl`;
    const watch = setInterval(async () => {
      if ((await journalledIn(journal)).length < 5) return;
      clearInterval(watch);
      const words = 'This prompt is too long for me.';
      fake.set({ faults: [{ kind: 'status', status: 400, words, next: 2 }] });
    }, 5);
    const { code, output } = await running.ended;
    clearInterval(watch);
    expect(code, output).toBe(2);
    expect(output).toMatch(/Never answered \(\d\): .*too long for me/);
    expect(output).toMatch(/Q\d+, with/);
    const opened = await openStudyZip(out);
    expect(opened.missing).toBeGreaterThan(0);
    expect(opened.missing).toBeLessThanOrEqual(2);
    expect(opened.waiting.length).toBeGreaterThan(0);

    const before = (await journalledIn(journal)).length;
    expect(await ask(study, [fake], out)).toMatchObject({ code: 0 });
    expect((await journalledIn(journal)).length).toBe(before + 2);
    expect((await openStudyZip(out)).missing).toBe(0);
  }
);

test('the key is sent and written nowhere', LONG, async () => {
  const key = 'sk-very-secret-4711';
  const fake = await served(startFakeVllm, { key });
  const study = await writeFolder(join(folder, 'key'), { ...CHOICES, cues: ['neutral'] });
  const out = join(folder, 'key.zip');
  const without = await ask(study, [fake], out);
  expect(without.code).toBe(1);
  expect(without.output).toMatch(/wants a key/);
  const env = { VALUESHIFT_SERVER_KEY: key };
  const stats = join(folder, 'key.json');
  const running = begin(study, [fake], out, ['--stats', stats], env);
  const { code, output } = await running.ended;
  expect(code, output).toBe(0);
  fake.set({ key: 'another' });
  await rm(`${out}.journal.jsonl`);
  const refused = await ask(study, [fake], `${out}.2`, [], env);
  expect(refused.code).toBe(1);
  fake.set({ key });
  expect(await ask(study, [fake], out, [], env)).toMatchObject({ code: 0 });
  const parts = unzipSync(await readFile(out));
  const written = [
    ...[output, refused.output, await readFile(stats, 'utf8')],
    await readFile(`${out}.journal.jsonl`, 'utf8'),
    ...Object.values(parts).map((bytes) => new TextDecoder('latin1').decode(bytes))
  ];
  expect(written.length).toBeGreaterThan(6);
  for (const text of written) expect(text).not.toContain(key);
});

test('Ctrl-C ends gently, and the same call goes on', LONG, async () => {
  const fake = await served(startFakeVllm, { slow: 25, slots: 2 });
  const study = await writeFolder(join(folder, 'stop'), { ...CHOICES, gate: OPEN }, PICTURES);
  const out = join(folder, 'stop.zip');
  const journal = `${out}.journal.jsonl`;
  const running = begin(study, [fake], out);
  const watch = setInterval(async () => {
    if ((await journalledIn(journal)).length < 10) return;
    clearInterval(watch);
    running.child.kill('SIGINT');
  }, 5);
  const { code, output } = await running.ended;
  expect(code, output).toBe(130);
  expect(output).toMatch(/the same call goes on/);
  await expect(stat(out)).rejects.toThrow();
  await expect(stat(`${journal}.lock`)).rejects.toThrow();
  const before = await journalledIn(journal);
  fake.set({ slow: 0, slots: 64 });
  expect(await ask(study, [fake], out)).toMatchObject({ code: 0 });
  expect((await openStudyZip(out)).missing).toBe(0);
  const after = await journalledIn(journal);
  expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
  expect(after.slice(0, before.length)).toEqual(before);
});

test(
  'another model under the same journal is refused; a zip that comes back is not asked again',
  LONG,
  async () => {
    const fake = await served(startFakeVllm);
    const study = await writeFolder(join(folder, 'other'), { ...CHOICES, cues: ['neutral'] });
    const out = join(folder, 'other.zip');
    expect(await ask(study, [fake], out)).toMatchObject({ code: 0 });
    const other = await served(startFakeVllm, { model: 'made-up/another-2b' });
    const { code, output } = await ask(study, [other], out);
    expect(code).toBe(1);
    expect(output).toMatch(/another model or server.*made-up\/fake-1b, made-up\/another-2b/s);
    const differ = await ask(study, [fake, other], `${out}.2`);
    expect(differ.output).toMatch(/do not serve the same model/);

    // The zip holds its answers: with a fresh journal nothing is asked, and the other model is put beside.
    const second = join(folder, 'second.zip');
    expect(await ask(out, [fake], second)).toMatchObject({ code: 0 });
    expect(await journalledIn(`${second}.journal.jsonl`)).toEqual([]);
    expect((await answersIn(second)).answers).toBe((await answersIn(out)).answers);
    const both = join(folder, 'both.zip');
    expect(await ask(out, [other], both)).toMatchObject({ code: 0 });
    const opened = await openStudyZip(both);
    expect(opened.missing).toBe(0);
    expect(opened.record.study.models.map(({ model }) => model)).toEqual([
      'served-vllm-made-up-fake-1b',
      'served-vllm-made-up-another-2b'
    ]);
  }
);

test('words, a gate of names, several servers and every dialect', LONG, async () => {
  const readouts = ['letter', 'text'];
  const gated = { ...CHOICES, questions: ['Q1', 'Q6'], readouts, orders: 'single', alsoNamed: 0 };
  const study = await writeFolder(join(folder, 'gated'), gated, {
    'Brazil/food/a.png': [200, 30, 30]
  });
  const out = join(folder, 'gated.zip');
  const two = [await served(startFakeVllm), await served(startFakeVllm)];
  const { code, output } = await ask(study, two, out);
  expect(code, output).toBe(0);
  for (const fake of two) expect(fake.answers().length).toBeGreaterThan(20);
  const opened = await openStudyZip(out);
  expect(opened.gates).toHaveLength(1);
  expect(opened.undecided).toBe(0);
  expect(opened.missing).toBe(0);

  const slots = await served(startFakeLlamaCpp, { slots: 3 });
  const llama = join(folder, 'llama.zip');
  const words = await writeFolder(join(folder, 'words'), {
    ...gated,
    cues: ['neutral', 'country']
  });
  expect(await ask(words, [slots], llama)).toMatchObject({ code: 0 });
  expect((await openStudyZip(llama)).missing).toBe(0);

  const free = { ...CHOICES, questions: ['Q1'], gate: { ...OPEN, on: true, method: 'free' } };
  const asked = await writeFolder(join(folder, 'free'), free, PICTURES);
  const openai = await served(startFakeOpenai);
  const hosted = await ask(asked, [openai], join(folder, 'openai.zip'));
  // Twenty tokens may hide a letter: such answers are named and missing, none is made up.
  expect([0, 2], hosted.output).toContain(hosted.code);
  const { gates } = await answersIn(join(folder, 'openai.zip'));
  expect(gates.split('\r\n').length).toBeGreaterThan(3);
});

test('a server that is still loading is waited for', LONG, async () => {
  const fake = await served(startFakeVllm, {
    faults: [{ kind: 'status', status: 503, next: 2 }]
  });
  const study = await writeFolder(join(folder, 'loading'), { ...CHOICES, cues: ['neutral'] });
  const { code, output } = await ask(study, [fake], join(folder, 'loading.zip'));
  expect(code, output).toBe(0);
  expect(output).toMatch(/still loading: waiting/);
});

test('what is wrong with a call or a study is said in a sentence', LONG, async () => {
  const fake = await served(startFakeVllm);
  const out = join(folder, 'wrong.zip');
  const says = async (study: string, sentence: RegExp, more: string[] = []) => {
    const { code, output } = await ask(study, [fake], out, more);
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/\n\s+at /);
  };
  const plan = (choices: object) => writeFolder(join(folder, 'wrong'), choices);
  await says(join(folder, 'nowhere'), /does not exist/);
  await says(await plan({ name: 'x', questions: ['Q0'] }), /“Q0”/);
  await says(await plan({ name: 'x', questions: 'all', orders: 'any' }), /“orders”/);
  await says(await plan({ ...CHOICES, countries: ['XXX'] }), /“XXX”/);
  await writeFile(join(folder, 'broken.zip'), 'PK no zip');
  await says(join(folder, 'broken.zip'), /cannot be unpacked/);
  await says(await plan(CHOICES), /--in-flight/, ['--in-flight', '0']);
  await fake.close();
  fakes.splice(0);
  await says(await plan(CHOICES), /Nothing answers at/);
});
