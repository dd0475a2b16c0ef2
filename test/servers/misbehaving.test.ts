import { afterEach, describe, expect, test } from 'vitest';
import { faultKind } from '../../src/servers/faults.ts';
import type { Fault, Manner } from './fake/fakeServer.mjs';
import {
  ALL,
  closeAll,
  faultOf,
  LETTERS,
  options,
  QUESTION,
  speaking,
  TEXTS,
  truth,
  type Spoken
} from './asking.ts';

afterEach(closeAll);

/** Asks once at a server that misbehaves, and once when it is good again. */
async function twice(name: Spoken, manner: Partial<Manner>, good: Partial<Manner>) {
  const { dialect, fake } = await speaking(name, manner);
  const error = await faultOf(dialect.score(QUESTION, LETTERS, options()));
  fake.set(good);
  const { logprobs } = await dialect.score(QUESTION, LETTERS, options());
  const expected = truth(name, QUESTION, LETTERS.letters);
  logprobs.forEach((value, k) => expect(value).toBeCloseTo(expected[k] as number, 9));
  return error;
}

describe.each(ALL)('%s', (name) => {
  const faults: [Fault, string, string][] = [
    [{ kind: 'status', status: 429 }, 'server-busy', 'again'],
    [{ kind: 'status', status: 503 }, 'server-busy', 'again'],
    [{ kind: 'status', status: 500 }, 'server-failed', 'once'],
    [{ kind: 'status', status: 400, words: 'No.' }, 'server-refused', 'never'],
    [{ kind: 'status', status: 401 }, 'server-key', 'ends'],
    [{ kind: 'cut' }, 'server-cut', 'again'],
    [{ kind: 'half' }, 'server-half-reply', 'once'],
    [{ kind: 'html' }, 'server-not-json', 'once']
  ];
  test.each(faults)('%j is %s: %s', async (fault, code, kind) => {
    const error = await twice(name, { faults: [fault] }, { faults: [] });
    expect(error.code).toBe(code);
    expect(faultKind(error)).toBe(kind);
  });

  test('a server that stops in the middle is asked again', async () => {
    const { dialect, fake } = await speaking(name, { slow: 5000 });
    const asked = faultOf(dialect.score(QUESTION, LETTERS, options()));
    await expect.poll(() => fake.asked.at(-1)?.path).toMatch(/complet/);
    const back = fake.restart(100, { slow: 0 });
    const error = await asked;
    expect(error.code).toBe('server-unreachable');
    expect(faultKind(error)).toBe('again');
    await back;
    await dialect.score(QUESTION, LETTERS, options());
  });

  test('a prompt that is too long is a hole, in the server’s own words', async () => {
    const { dialect } = await speaking(name === 'openai' ? 'vllm' : name);
    const long = { ...QUESTION, user: 'long '.repeat(5000) };
    const error = await faultOf(dialect.score(long, LETTERS, options()));
    expect(error.code).toBe('server-refused');
    expect(error.params.words).toMatch(/context/);
    expect(faultKind(error)).toBe('never');
  });

  test('a model that takes no pictures says so', async () => {
    const { dialect } = await speaking(name, { pictures: false });
    const error = await faultOf(dialect.score({ ...QUESTION, picture: 'red' }, LETTERS, options()));
    expect(['server-refused', 'server-failed']).toContain(error.code);
  });
});

const ignoring: [Spoken, string, string][] = [
  ['vllm', 'logprob_token_ids', 'logprob_token_ids'],
  ['vllm', 'logprobs', 'logprob_token_ids'],
  ['vllm', 'return_token_ids', 'return_token_ids'],
  ['vllm', 'return_tokens_as_token_ids', 'logprob_token_ids'],
  ['llama.cpp', 'n_probs', 'n_probs'],
  ['openai', 'top_logprobs', 'top_logprobs'],
  ['openai', 'logprobs', 'top_logprobs']
];
test.each(ignoring)('%s: a server that drops %s is found out', async (name, dropped, field) => {
  const error = await twice(name, { ignores: [dropped] }, { ignores: [] });
  expect(error).toMatchObject({ code: 'server-ignores', params: { field } });
  expect(faultKind(error)).toBe('ends');
});

test.each([
  [{ ignores: ['continue_final_message'] }, { ignores: [] }],
  [{ anew: true }, { anew: false }]
])('vllm: an answer that is not gone on with is found out in its tokens: %j', async (bad, good) => {
  expect((await twice('vllm', bad, good)).code).toBe('server-answers-anew');
});

test('llama.cpp: an answer that is not gone on with is found out in the template', async () => {
  const error = await twice('llama.cpp', { anew: true }, { anew: false });
  expect(error.code).toBe('server-answers-anew');
});

test('vllm: other tokens than were asked for are no answer', async () => {
  const error = await twice('vllm', { wrongToken: true }, { wrongToken: false });
  expect(error.code).toBe('server-ignores');
});

test.each(['llama.cpp', 'openai'] as const)(
  '%s: another token under a letter’s name is no answer',
  async (name) => {
    const error = await twice(name, { wrongToken: true }, { wrongToken: false });
    expect(error).toMatchObject({ code: 'server-wrong-token', params: { letter: 'A' } });
  }
);

describe.each(['vllm', 'llama.cpp'] as const)('%s', (name) => {
  test('a token that is never told is no answer', async () => {
    const error = await twice(name, { missing: ['B'] }, { missing: [] });
    expect(error.code).toBe('server-ignores');
  });

  test('a letter that is no token of its own is named', async () => {
    const { dialect } = await speaking(name, { merges: true });
    const error = await faultOf(dialect.score(QUESTION, LETTERS, options()));
    expect(error).toMatchObject({ code: 'server-letters', params: { letter: 'A' } });
    expect(faultKind(error)).toBe('ends');
  });

  test('words that change how their beginning is read are a hole', async () => {
    const { dialect } = await speaking(name);
    const prompt = { ...QUESTION, opened: 'I say y' };
    const texts = { kind: 'continuations' as const, continuations: ['es', ' no'] };
    const error = await faultOf(dialect.score(prompt, texts, options()));
    expect(error).toMatchObject({ code: 'server-boundary', params: { text: 'es' } });
    expect(faultKind(error)).toBe('never');
  });
});

describe('openai', () => {
  test('a letter beyond the twenty is not filled in, and the sentence bounds it', async () => {
    const { dialect } = await speaking('openai', { missing: ['B'] });
    const error = await faultOf(dialect.score(QUESTION, LETTERS, options()));
    expect(error).toMatchObject({
      code: 'server-missing-letter',
      params: { letter: 'B', most: 19 }
    });
    expect(faultKind(error)).toBe('never');
    const [a = 0, b = 0, c = 0] = truth('openai', QUESTION, ['A', 'B', 'C']).map(Math.exp);
    const { bound, missing } = error.params as { bound: number; missing: number };
    expect(missing).toBeGreaterThanOrEqual(b * 0.99);
    expect(missing).toBeLessThanOrEqual(1 - a - c);
    expect(bound).toBeLessThanOrEqual(missing);
  });

  test('words of answers cannot be read, and nothing is asked for them', async () => {
    const { dialect, fake } = await speaking('openai');
    const error = await faultOf(dialect.score(QUESTION, TEXTS, options()));
    expect(error).toMatchObject({ code: 'server-texts', params: { text: ' very good.' } });
    expect(faultKind(error)).toBe('never');
    expect(fake.asked).toEqual([]);
  });
});
