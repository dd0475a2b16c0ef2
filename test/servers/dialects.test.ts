import { afterEach, describe, expect, test } from 'vitest';
import type { Fake } from './fake/fakeServer.mjs';
import {
  ALL,
  closeAll,
  faultOf,
  lengthOf,
  LETTERS,
  options,
  QUESTION,
  speaking,
  TEXTS,
  truth
} from './asking.ts';

afterEach(closeAll);

function expectClose(found: readonly number[], expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, k) => expect(value).toBeCloseTo(expected[k] as number, 9));
}

describe.each(ALL)('%s', (name) => {
  test('letters are the model’s own numbers, in one request', async () => {
    const { dialect, fake } = await speaking(name);
    const score = await dialect.score(QUESTION, LETTERS, options());
    expectClose(score.logprobs, truth(name, QUESTION, LETTERS.letters));
    expect(score).toMatchObject({ tokens: [1, 1, 1], requests: 1 });
    expect(fake.answers()).toHaveLength(1);
    const { body } = fake.answers()[0] as { body: Record<string, unknown> };
    expect(body).toMatchObject({ temperature: 1, top_p: 1, stream: false });
    for (const mask of ['logit_bias', 'allowed_token_ids', 'grammar', 'structured_outputs']) {
      expect(body).not.toHaveProperty(mask);
    }
  });

  test.each([
    ['before the text', 'What is it?'],
    ['within the text', 'Rules first.\n<image>\nWhat is it?']
  ])('a picture %s is seen', async (_, user) => {
    const { dialect } = await speaking(name);
    for (const picture of ['red', 'blue']) {
      const prompt = { ...QUESTION, user, picture };
      const { logprobs } = await dialect.score(prompt, LETTERS, options());
      expectClose(logprobs, truth(name, prompt, LETTERS.letters));
    }
  });

  test('a picture that nobody handed over is not left out', async () => {
    const { dialect } = await speaking(name);
    const prompt = { ...QUESTION, picture: 'green' };
    const error = await faultOf(dialect.score(prompt, LETTERS, options()));
    expect(error).toMatchObject({ code: 'picture-unknown', params: { picture: 'green' } });
  });

  test('a prompt without a system turn opens as the server’s template does', async () => {
    const { dialect } = await speaking(name);
    const prompt = { ...QUESTION, system: null };
    const { logprobs } = await dialect.score(prompt, LETTERS, options());
    expectClose(logprobs, truth(name, prompt, LETTERS.letters));
  });

  test('goes on with what was begun, and tells whether it was cut off', async () => {
    const { dialect } = await speaking(name);
    const counting = { ...QUESTION, opened: 'one, two, three, four, five,' };
    const written = await dialect.write(counting, 4, options());
    expect(written).toEqual({ text: ' six, se', cut: true });
  });

  test('writes from the beginning where nothing was begun', async () => {
    const { dialect, fake } = await speaking(name);
    const { text } = await dialect.write({ ...QUESTION, opened: '' }, 3, options());
    expect(text).not.toBe('');
    expect(JSON.stringify(fake.asked)).not.toContain('continue_final_message');
  });

  test('a stop is heard', async () => {
    const { dialect } = await speaking(name, { slow: 10_000 });
    const controller = new AbortController();
    const { signal } = controller;
    const asked = faultOf(dialect.score(QUESTION, LETTERS, options({ signal })));
    setTimeout(() => controller.abort(), 50);
    expect((await asked).code).toBe('cancelled');
  });
});

describe.each(['vllm', 'llama.cpp'] as const)('%s reads whole answers', (name) => {
  test.each([
    ['behind a question', QUESTION],
    ['behind a picture', { ...QUESTION, picture: 'red' }],
    ['behind nothing but their beginning', { ...QUESTION, system: null, user: null }]
  ])('%s: sums over their tokens', async (_, asked) => {
    const { dialect } = await speaking(name);
    const prompt = { ...asked, opened: 'I find it' };
    const { logprobs, tokens } = await dialect.score(prompt, TEXTS, options());
    expectClose(logprobs, truth(name, prompt, TEXTS.continuations));
    expect(tokens).toEqual(TEXTS.continuations.map(lengthOf));
  });

  test('what answers have in common is asked once', async () => {
    const { dialect, fake } = await speaking(name);
    const prompt = { ...QUESTION, opened: 'I find it' };
    await dialect.score(prompt, TEXTS, options());
    // " ve" "ry" " go" "od" ".", " ba" "d" beside " go", " so" ".", and " no" read at the first place.
    const places = new Set(fake.answers().map(({ body }) => JSON.stringify([body.prompt])));
    expect(places.size).toBe(8);
  });

  test('tokens are asked for once, whatever comes after', async () => {
    const { dialect, fake } = await speaking(name);
    const count = () => fake.asked.filter(({ path }) => path === '/tokenize').length;
    await dialect.score(QUESTION, LETTERS, options());
    const [first, before] = [count(), fake.asked.length];
    await dialect.score({ ...QUESTION, user: 'Or so?' }, LETTERS, options());
    expect(first).toBeGreaterThan(3);
    // llama.cpp is given tokens, so it is asked for those of each whole prompt.
    expect(fake.asked.length - before).toBeLessThanOrEqual(3);
  });
});

test('llama.cpp: a prompt goes to its slot, and its beginning is kept there', async () => {
  const { dialect, fake } = await speaking('llama.cpp');
  await dialect.score(QUESTION, LETTERS, options({ slot: 2 }));
  expect(fake.answers()[0]?.body).toMatchObject({ id_slot: 2, cache_prompt: true, n_probs: 200 });
});

test('llama.cpp: letters beyond the first two hundred tokens are asked for in the vocabulary', async () => {
  const { dialect, fake } = await speaking('llama.cpp');
  const prompt = { ...QUESTION, opened: 'No bracket:' };
  const letters = { kind: 'letters' as const, letters: [...'ABCDEFGH'] };
  const { logprobs, requests } = await dialect.score(prompt, letters, options());
  expectClose(logprobs, truth('llama.cpp', prompt, letters.letters));
  expect(requests).toBe(2);
  expect(fake.answers().map(({ body }) => body.n_probs)).toEqual([200, 5000]);
});

test('vllm: more than 128 tokens are asked for in several requests', async () => {
  const { dialect, fake } = await speaking('vllm');
  const lower = [...'abcdefghijklmnopqrstuvwxyz'];
  const continuations = [...'ABCDEF'].flatMap((first) => lower.map((second) => first + second));
  const prompt = { ...QUESTION, opened: 'It is:' };
  const score = await dialect.score(prompt, { kind: 'continuations', continuations }, options());
  expectClose(score.logprobs, truth('vllm', prompt, continuations));
  expect(fake.answers().map(({ body }) => body.logprob_token_ids.length)).toEqual([128, 28]);
});

describe('vllm: a picture', () => {
  const bodies = (fake: Fake) => fake.asked.filter(({ path }) => path === '/v1/chat/completions');
  const withData = (fake: Fake) =>
    bodies(fake).filter(({ body }) => JSON.stringify(body).includes('base64')).length;

  test('is sent once, and then by its name', async () => {
    const { dialect, fake } = await speaking('vllm');
    for (let k = 0; k < 4; k++) {
      for (const picture of ['red', 'blue']) {
        const prompt = { ...QUESTION, user: `What is it, ${k}?`, picture };
        const { logprobs } = await dialect.score(prompt, LETTERS, options());
        expectClose(logprobs, truth('vllm', prompt, LETTERS.letters));
      }
    }
    expect([bodies(fake).length, withData(fake)]).toEqual([8, 2]);
  });

  test('that was forgotten is sent again, and by name no more where that goes on', async () => {
    const { dialect, fake } = await speaking('vllm', { forgets: true });
    const prompt = { ...QUESTION, picture: 'red' };
    for (let k = 0; k < 12; k++) {
      const { logprobs } = await dialect.score(prompt, LETTERS, options());
      expectClose(logprobs, truth('vllm', prompt, LETTERS.letters));
    }
    expect(withData(fake)).toBe(12);
    expect(bodies(fake).length).toBe(16);
  });
});
