import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/inference/random.ts';
import { openStudyZip } from '../openStudyZip.ts';
import {
  answersIn,
  compileCommand,
  journalledIn,
  startAnswers,
  writeFolder
} from './answersCommand.ts';
import { startFakeVllm } from './fake/vllm.mjs';

/**
 * What is killed: the process of scripts/answers.mjs, started as `npm run answers` starts it, but with
 * its TypeScript compiled once beforehand (a start takes half a second instead of three). Half of the
 * kills come some time after the start, wherever the process is then; the others when the server has
 * heard some more prompts, so that runs also come to their end.
 */
const KILLS = 100;
const SEED = 15;
const SECONDS = 1800;

let folder = '';
let fake: Awaited<ReturnType<typeof startFakeVllm>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-kills-'));
  fake = await startFakeVllm({ slow: 2 });
  await compileCommand(join(folder, 'compiled'));
}, 120_000);
afterAll(async () => {
  await fake.close();
  await rm(folder, { recursive: true });
});

/** What a request asks, whether its picture came along or was named; probes ask other things. */
const messagesOf = ({ body }: { body: { messages?: unknown } }) =>
  JSON.stringify(body.messages, (name, value: unknown) =>
    name === 'image_url' ? undefined : value
  );

test(
  'killed 100 times at random moments: the same tables, and nothing asked again',
  { timeout: SECONDS * 1000 },
  async () => {
    const study = await writeFolder(
      join(folder, 'study'),
      {
        ...{ name: 'Killed', questions: 'quick', cues: ['neutral', 'country', 'picture'] },
        ...{ controls: ['frame', 'blank'], readouts: ['letter'], alsoNamed: 0 },
        gate: { on: false, variant: 'pmi', passRank: { people: 2, other: 1 } }
      },
      { 'Brazil/food/a.png': [200, 30, 30], 'South Korea/food/b.png': [30, 30, 200] }
    );
    const start = (out: string, more: string[] = []) =>
      startAnswers(join(folder, 'compiled'), [
        ...['--study', study, '--server', fake.url, '--out', out],
        ...more
      ]);

    const whole = join(folder, 'whole.zip');
    const undisturbed = await start(whole, ['--in-flight', '1']).ended;
    expect(undisturbed).toMatchObject({ code: 0 });
    const expected = await answersIn(whole);
    const tables = await openStudyZip(whole);
    expect(tables.missing).toBe(0);
    // One at a time, answers are journalled in the order in which they were asked for.
    const lines = await journalledIn(`${whole}.journal.jsonl`);
    expect(lines.length).toBeGreaterThan(150);
    const asked = fake.answers().slice(-lines.length).map(messagesOf);
    const promptOf = new Map(asked.map((messages, k) => [messages, lines[k]?.prompt]));

    const promptsSince = (place: number) =>
      fake.asked.slice(place).flatMap((each) => promptOf.get(messagesOf(each)) ?? []);

    const random = seededRandom(SEED);
    let kills = 0;
    let heard = 0;
    let repeated = 0;
    let round = 0;
    for (; kills < KILLS; round++) {
      const out = join(folder, `round-${round}.zip`);
      const journal = `${out}.journal.jsonl`;
      for (let over = false; !over;) {
        const kept = await journalledIn(journal);
        const journalled = new Set(kept.map(({ prompt }) => prompt));
        expect(journalled.size).toBe(kept.length);
        const before = fake.asked.length;
        const { child, ended } = start(out);
        const kill = () => child.kill('SIGKILL');
        let [place, count] = [before, 0];
        const [moment, prompts] = [random(), Math.floor(random() * 40)];
        const timer =
          moment < 0.5
            ? setTimeout(kill, 2 * moment * 1200)
            : setInterval(() => {
                count += promptsSince(place).length;
                place = fake.asked.length;
                if (count > prompts) kill();
              }, 2);
        if (kills >= KILLS) clearTimeout(timer);
        const { code, signal, output } = await ended;
        clearTimeout(timer);
        const prompted = promptsSince(before);
        heard += prompted.length;
        repeated += prompted.filter((prompt) => journalled.has(prompt)).length;
        if (signal === 'SIGKILL') kills += 1;
        else {
          expect(code, output).toBe(0);
          over = true;
        }
      }
      expect(await answersIn(out)).toEqual(expected);
      expect((await openStudyZip(out)).columns).toEqual(tables.columns);
      await rm(out);
    }
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(heard).toBeGreaterThanOrEqual(round * lines.length);
    expect(repeated).toBe(0);
  }
);
