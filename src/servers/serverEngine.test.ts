import { expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { StubServer, stubJobs } from './fixtures.ts';
import { createServerEngine, type ServerEngineOptions } from './serverEngine.ts';
import { sleep } from './sleep.ts';

const quick: ServerEngineOptions = {
  draw: async (name) => new Blob([name], { type: 'image/png' }),
  pauseMs: 1
};
const never = new AbortController().signal;
const pause = (ms: number) => sleep(ms, never);

async function ask(
  servers: StubServer[],
  jobs = stubJobs(['a'], 6),
  options: Partial<ServerEngineOptions> = {}
) {
  const engine = await createServerEngine(servers, { ...quick, ...options });
  const scores = new Map<number, number[]>();
  const counters = await engine.score(jobs, (index, { logprobs }) => {
    expect(scores.has(index)).toBe(false);
    scores.set(index, logprobs);
  });
  return { engine, scores, counters };
}

const beginningOf = ({ user }: { user: string | null }) => (user ?? '').split('\n')[0];

test('every prompt is asked once, those behind one beginning in one stretch', async () => {
  const server = new StubServer();
  const jobs = stubJobs(['a', 'b', 'c'], 20);
  const mixed = [...jobs.keys()].sort((p, q) => (p % 20) - (q % 20)).map((p) => jobs[p]!);
  const { scores, counters, engine } = await ask([server], mixed);
  expect(scores.size).toBe(60);
  expect(counters).toMatchObject({ jobs: 60, prefixes: 3, decoderCalls: 60, cancelled: false });
  expect(server.heard.map(({ turns }) => beginningOf(turns))).toEqual(
    ['a', 'b', 'c'].flatMap((each) => Array<string>(20).fill(each))
  );
  expect(engine.holes).toEqual([]);
});

test('in the order of chance, which a benchmark asks for, beginnings are mixed', async () => {
  const server = new StubServer();
  const { scores } = await ask([server], stubJobs(['a', 'b'], 20), { order: 'shuffled' });
  expect(scores.size).toBe(40);
  const heard = server.heard.map(({ turns }) => beginningOf(turns)).join('');
  expect(heard).not.toMatch(/^a+b+$|^b+a+$/);
});

test('each slot keeps a beginning to itself, and takes from another where none is left', async () => {
  const server = new StubServer({ slots: 3, before: () => pause(1) });
  const { scores } = await ask([server], stubJobs(['a', 'b', 'c', 'd'], 12));
  expect(scores.size).toBe(48);
  expect(server.mostFlying).toBe(3);
  for (const first of ['a', 'b', 'c']) {
    const slots = server.heard
      .slice(0, 30)
      .filter(({ turns }) => beginningOf(turns) === first)
      .map(({ slot }) => slot);
    expect(new Set(slots).size).toBe(1);
  }
  const last = server.heard.filter(({ turns }) => beginningOf(turns) === 'd');
  expect(new Set(last.map(({ slot }) => slot)).size).toBeGreaterThan(1);
});

test('several servers share the beginnings; what another model serves is refused', async () => {
  const servers = [0, 1].map(() => new StubServer({ before: () => pause(1) }));
  const { scores } = await ask(servers, stubJobs(['a', 'b', 'c', 'd'], 30), { inFlight: 4 });
  expect(scores.size).toBe(120);
  for (const { heard } of servers) expect(heard.length).toBeGreaterThan(30);
  const other = new StubServer();
  other.served = { ...other.served, modelId: 'someone/another' };
  await expect(ask([new StubServer(), other])).rejects.toMatchObject({ code: 'servers-differ' });
});

test('faults that pass are waited for, and a server that was away is probed again', async () => {
  let calls = 0;
  const faults = ['server-cut', 'server-busy', 'server-unreachable', 'server-slow', 'server-cut'];
  const server = new StubServer({
    before: () => {
      const code = calls++ % 3 === 0 ? faults.shift() : undefined;
      if (code) throw new AppError(code, { server: 'here', status: 429 });
    }
  });
  let away = 2;
  server.onAgain = () => {
    if (away-- > 0) throw new AppError('server-unreachable', { server: 'here' });
  };
  const waits: string[] = [];
  const onWait = ({ error }: { error: AppError }) => waits.push(error.code);
  const { scores, engine } = await ask([server], stubJobs(['a'], 30), { onWait, inFlight: 1 });
  expect(scores.size).toBe(30);
  expect(faults).toEqual([]);
  expect(engine.holes).toEqual([]);
  expect(engine.traffic.retries).toBe(5);
  // Too busy is no reason to probe; twice it was not back yet.
  expect(server.probes).toBe(6);
  expect(waits.filter((code) => code === 'server-unreachable')).toHaveLength(3);
});

test('an answer that comes while a server is waited for does not use up the patience', async () => {
  let calls = 0;
  const server = new StubServer({
    before: async () => {
      const call = ++calls;
      if (call === 1) throw new AppError('server-cut', { server: 'here' });
      if (call === 2) await pause(5);
    }
  });
  let away = 3;
  server.onAgain = async () => {
    await pause(10);
    if (away-- > 0) throw new AppError('server-unreachable', { server: 'here' });
  };
  const { scores } = await ask([server], stubJobs(['a'], 10), { inFlight: 2 });
  expect(scores.size).toBe(10);
});

test('what can never succeed is a hole, what fails twice as well, and the rest is asked', async () => {
  const server = new StubServer({
    before: ({ turns: { user } }) => {
      if (user?.includes('Question 2?')) throw new AppError('server-refused', { status: 400 });
      if (user?.includes('Question 4?')) throw new AppError('server-failed', { status: 500 });
    }
  });
  const { scores, engine, counters } = await ask([server]);
  expect([...scores.keys()].sort()).toEqual([0, 1, 3, 5]);
  expect(counters.cancelled).toBe(false);
  expect(engine.holes.map(({ error }) => error.code)).toEqual(['server-refused', 'server-failed']);
  const asked = (text: string) =>
    server.heard.filter(({ turns }) => turns.user?.includes(text)).length;
  expect([asked('Question 2?'), asked('Question 4?')]).toEqual([1, 2]);
});

test('a prompt that takes the server down every time is a hole in the end', async () => {
  const server = new StubServer({
    before: ({ turns: { user } }) => {
      if (user?.includes('Question 3?')) throw new AppError('server-cut', { server: 'here' });
    }
  });
  const { scores, engine } = await ask([server]);
  expect(scores.size).toBe(5);
  expect(engine.holes).toHaveLength(1);
});

test('a server that stays away leaves its part to the other; when all do, the run ends', async () => {
  const gone = () => {
    throw new AppError('server-unreachable', { server: 'gone' });
  };
  const away = new StubServer({ before: gone, onAgain: gone });
  const here = new StubServer();
  const options = { patienceMs: 30 };
  const { scores } = await ask([away, here], stubJobs(['a', 'b'], 40), options);
  expect(scores.size).toBe(80);
  await expect(ask([away], undefined, options)).rejects.toMatchObject({
    code: 'server-unreachable'
  });
});

test('another model behind the same address ends the run; what came before stays', async () => {
  let calls = 0;
  const server = new StubServer({
    before: () => {
      if (++calls === 4) throw new AppError('server-cut', { server: 'here' });
    },
    onAgain: () => {
      throw new AppError('server-changed', { server: 'here' });
    }
  });
  const engine = await createServerEngine([server], { ...quick, inFlight: 1 });
  let came = 0;
  await expect(engine.score(stubJobs(['a'], 9), () => came++)).rejects.toMatchObject({
    code: 'server-changed'
  });
  expect(came).toBe(3);
});

test('cancel breaks off what is under way; finish lets it end', async () => {
  for (const [way, answers] of [
    ['cancel', 0],
    ['finish', 4]
  ] as const) {
    const server = new StubServer({ before: () => pause(20) });
    const engine = await createServerEngine([server], { ...quick, inFlight: 4 });
    let came = 0;
    const running = engine.score(stubJobs(['a'], 40), () => came++);
    await pause(5);
    void engine[way]();
    const counters = await running;
    expect(counters).toMatchObject({ cancelled: true, jobs: answers });
    expect(came).toBe(answers);
    // The engine is as good as new.
    expect((await engine.score(stubJobs(['b'], 2), () => undefined)).cancelled).toBe(false);
  }
});

test('pictures are sent as data, controls are drawn, one that is not there is a hole', async () => {
  const server = new StubServer();
  const engine = await createServerEngine([server], quick);
  const picture = 'ab'.repeat(32);
  const jobs = [picture, 'blank:grey', `${picture}:shuffled:1`, 'cd'.repeat(32)].map((id) => {
    const [job] = stubJobs(['<image>'], 1);
    return { ...job!, picture: id };
  });
  await engine.addPicture(picture, new Blob(['bytes'], { type: 'image/jpeg' }));
  await engine.score(jobs, () => undefined);
  const text = (url = '') => Buffer.from(url.split(',')[1] ?? '', 'base64').toString();
  expect(server.heard.map(({ picture: url }) => text(url))).toEqual([
    'bytes',
    'blank:grey',
    `${picture}:shuffled:1`
  ]);
  expect(server.heard[0]?.picture).toMatch(/^data:image\/jpeg;base64,/);
  expect(engine.holes.map(({ error }) => error.code)).toEqual(['picture-unknown']);
});

test('free answers say whether they were cut; one that never comes ends without an answer', async () => {
  const server = new StubServer();
  const engine = await createServerEngine([server], quick);
  const [{ prefix, suffix } = { prefix: '', suffix: '' }] = stubJobs(['a'], 1);
  const job = { prefix, suffix, picture: null, maxTokens: 9 };
  expect(await engine.generate(job)).toMatchObject({ text: 'words', ended: 'end-of-turn' });
  expect(await engine.generate({ ...job, maxTokens: 1 })).toMatchObject({ ended: 'length' });
  server.before = () => {
    throw new AppError('server-refused');
  };
  expect(await engine.generate(job)).toMatchObject({ text: '', ended: 'cancelled' });
  expect(engine.holes).toHaveLength(1);
});
