import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { faultKind } from '../../src/servers/faults.ts';
import { servedHash } from '../../src/servers/provenance.ts';
import { PROBE_STEPS } from '../../src/servers/types.ts';
import type { Manner } from './fake/fakeServer.mjs';
import { startFakeOpenai } from './fake/openai.mjs';
import {
  ALL,
  closeAll,
  connected,
  faultOf,
  LETTERS,
  options,
  QUESTION,
  started,
  type Spoken
} from './asking.ts';

afterEach(closeAll);

const { signal } = new AbortController();

const expected = {
  vllm: { server: 'vLLM', version: '0.32.0', modelId: 'made-up/fake-1b', quantisation: null },
  'llama.cpp': {
    server: 'llama.cpp',
    version: 'b11434-made-up',
    modelId: 'fake-1b-q4_k_m.gguf',
    quantisation: 'Q4_K - Medium',
    template: '{% made up %}',
    settings: { slots: '4', context: '8192' }
  },
  openai: { server: 'unknown', version: null, modelId: 'made-up/fake-1b' }
} satisfies Record<Spoken, object>;

describe.each(ALL)('a server of the kind %s', (name) => {
  test('is recognised and probed, step by step', async () => {
    const { url } = await started(name);
    const { connection, steps } = await connected(url);
    const { served, dialect, slots, pictures } = connection;
    expect(dialect.name).toBe(name);
    expect(served).toMatchObject({ dialect: name, ...expected[name] });
    const probe = { raw: true, continues: true, letters: 13, batch: 0, pictures: true };
    expect(served.probe).toEqual(probe);
    expect(pictures).toBe(true);
    expect(slots).toBe(name === 'llama.cpp' ? 4 : null);
    expect([...new Set(steps)]).toEqual([...PROBE_STEPS]);
    expect(JSON.stringify(served)).not.toContain('/home/');
  });

  test('is found again by what was kept of its name', async () => {
    const { url } = await started(name);
    const { served } = (await connected(url)).connection;
    const again = await connected(url, { model: served.modelId });
    expect(again.connection.served.modelId).toBe(served.modelId);
    expect(await faultOf(connected(url, { model: 'other' }))).toMatchObject({
      code: 'server-model-unknown'
    });
  });

  test('without pictures is asked in words', async () => {
    const { url } = await started(name, { pictures: false });
    const { connection } = await connected(url);
    expect(connection).toMatchObject({ pictures: false, served: { probe: { pictures: null } } });
  });

  test('that does not look at its pictures is found out', async () => {
    const { url } = await started(name, { blind: true });
    const { connection } = await connected(url);
    expect(connection).toMatchObject({ pictures: false, served: { probe: { pictures: false } } });
    const shown = { ...QUESTION, picture: 'red' };
    for (const asked of [
      connection.dialect.score(shown, LETTERS, options()),
      connection.dialect.write(shown, 3, options())
    ]) {
      const error = await faultOf(asked);
      expect(error.code).toBe('server-no-pictures');
      expect(faultKind(error)).toBe('never');
    }
    await connection.dialect.score(QUESTION, LETTERS, options());
  });

  test('that tells numbers after temperature is noted, and asked all the same', async () => {
    const { url } = await started(name, { processed: true });
    const { connection } = await connected(url);
    expect(connection.served.probe?.raw).toBe(false);
  });

  test('whose numbers move a little with others says by how much', async () => {
    const { url } = await started(name, { noise: 0.01, slow: 200 });
    const { connection } = await connected(url);
    const batch = connection.served.probe?.batch ?? NaN;
    expect(batch).toBeGreaterThan(0.009);
    expect(batch).toBeLessThan(0.031);
  });

  const unusable: [string, Partial<Manner>][] = [
    ['server-unstable', { noise: 0.5, slow: 200 }],
    ['server-answers-anew', { anew: true }],
    ['server-key', { key: 'another' }],
    ['server-busy', { faults: [{ kind: 'status', status: 503 }] }]
  ];
  test.each(unusable)('is refused: %s', async (code, manner) => {
    const { url } = await started(name, manner);
    expect((await faultOf(connected(url, { key: 'mine' }))).code).toBe(code);
  });

  test('has the model that was named, or says which it has', async () => {
    const fake = await started(name, { model: 'the-one' });
    const error = await faultOf(connected(fake.url, { model: 'another' }));
    expect(error).toMatchObject({
      code: 'server-model-unknown',
      params: { model: 'another', models: 'the-one' }
    });
    await connected(fake.url, { model: 'the-one' });
  });

  test('that comes back is known again; another model or version is not taken for it', async () => {
    const fake = await started(name);
    const { connection } = await connected(fake.url);
    const again = async () => {
      for (;;) {
        const code = await connection.again(signal).then(
          () => 'the same',
          (thrown: unknown) => AppError.from(thrown).code
        );
        // A connection that was open before the restart is cut now.
        if (code !== 'server-unreachable') return code;
      }
    };
    await fake.restart(10);
    expect(await again()).toBe('the same');
    await fake.restart(10, { weights: 'others' });
    expect(await again()).toBe('server-changed');
    await fake.restart(10, { weights: '', version: 'other' });
    expect(await again()).toBe(name === 'openai' ? 'the same' : 'server-changed');
    await fake.restart(10, { model: 'another' });
    expect(await again()).toBe('server-changed');
  });
});

test('an older vLLM, which drops named tokens, is asked for its twenty likeliest', async () => {
  const { url } = await started('vllm', { ignores: ['logprob_token_ids'] });
  const { connection } = await connected(url);
  expect(connection.served).toMatchObject({ dialect: 'openai', server: 'vLLM' });
  expect(connection.dialect.name).toBe('openai');
});

test('vLLM whose tokenizer joins bracket and letter is refused, not asked otherwise', async () => {
  const { url } = await started('vllm', { merges: true });
  expect((await faultOf(connected(url))).code).toBe('server-letters');
});

test.each([
  [
    'ollama',
    { server: 'Ollama', version: '1.0', revision: 'd'.repeat(64), quantisation: 'Q4_K_M' }
  ],
  ['lm-studio', { server: 'LM Studio', version: null, quantisation: '4bit' }],
  ['sglang', { server: 'SGLang', version: '1.0', quantisation: 'bfloat16' }]
] as const)('%s tells what it is and what it runs', async (kind, told) => {
  const fake = await startFakeOpenai({ kind });
  const { connection } = await connected(fake.url);
  expect(connection.served).toMatchObject({ dialect: 'openai', ...told });
  await fake.close();
});

test.each([
  ['/home/me/models/a-model/', 'a-model', null],
  ['C:\\Users\\me\\a-model.gguf', 'a-model.gguf', null],
  [
    '/root/hub/models--some--Model-1B/snapshots/0123456789abcdef',
    'some/Model-1B',
    '0123456789abcdef'
  ]
])('%s is known as %s', async (model, modelId, revision) => {
  const { url } = await started('vllm', { model });
  const { connection } = await connected(url);
  expect(connection.served).toMatchObject({ modelId, revision });
  expect(JSON.stringify(connection.served)).not.toMatch(/home|Users|root.hub/);
});

test('a server that tells fewer letters says how many it tells', async () => {
  const { url } = await started('openai', { missing: ['M', 'H'] });
  const { connection } = await connected(url);
  expect(connection.served.probe?.letters).toBe(7);
  const few = await started('openai', { missing: ['B'] });
  expect((await faultOf(connected(few.url))).code).toBe('server-missing-letter');
});

test('keys are sent and never told', async () => {
  const key = 'sk-0123-secret';
  const fake = await started('vllm', { key });
  const { connection } = await connected(fake.url, { key });
  expect(JSON.stringify(connection.served)).not.toContain(key);
  expect((await faultOf(connected(fake.url, { key: 'wrong-secret' }))).message).not.toContain(
    'secret'
  );
});

test('the same server probed twice has one hash', async () => {
  const { url } = await started('vllm', { noise: 0.001, slow: 20 });
  const [one, two] = [await connected(url), await connected(url)];
  expect(await servedHash(one.connection.served)).toBe(await servedHash(two.connection.served));
});

test('nobody there, or no inference server, is said at once', async () => {
  const fake = await started('vllm');
  await fake.close();
  expect((await faultOf(connected(fake.url))).code).toBe('server-unreachable');
});
