import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keptAnswerLine,
  keptAnswersHead,
  readKeptAnswers,
  type KeptAnswer
} from './keptAnswers.ts';

const file = (...lines: string[]) => new Blob([keptAnswersHead, ...lines]);
const one: KeptAnswer = {
  key: 'ab'.repeat(32),
  score: { logprobs: [-0.5, -Infinity], tokens: [1, 2], prefillTokens: 3.5, ms: 7 }
};

describe('a file of the Lab’s answers', () => {
  it('is read as it was written, to the bit', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.double({ max: 0, noNaN: true }), fc.nat(99)), { maxLength: 9 }),
        async (pairs) => {
          const score = {
            logprobs: pairs.map(([p]) => p),
            tokens: pairs.map(([, n]) => n),
            ...{ prefillTokens: 0.1, ms: 2 }
          };
          const [read] = await readKeptAnswers(file(keptAnswerLine({ ...one, score })));
          // JSON has no minus zero.
          const plain = score.logprobs.map((p) => p + 0);
          expect(read).toEqual({ ...one, score: { ...score, logprobs: plain } });
        }
      ),
      { numRuns: 50 }
    ));

  it.each([
    ['another file', new Blob(['{"a":1}']), 'kept-answers-none'],
    ['a broken line', file(keptAnswerLine(one), '{"key":'), 'kept-answers-broken'],
    ['a key that is none', file('{"key":"x"}'), 'kept-answers-broken'],
    [
      'counts that do not fit',
      file(keptAnswerLine({ ...one, score: { ...one.score, tokens: [1] } })),
      'kept-answers-broken'
    ],
    [
      'a probability above one',
      file(keptAnswerLine({ ...one, score: { ...one.score, logprobs: [1, 2] } })),
      'kept-answers-broken'
    ],
    ['a name that is none', file('{"__proto__":{"key":"x"}}'), 'kept-answers-broken']
  ])('%s is refused whole', async (_, blob, code) => {
    await expect(readKeptAnswers(blob)).rejects.toMatchObject({ code });
  });

  it('the fault names its line', async () => {
    const broken = file(keptAnswerLine(one), '\n', '{"key":1}');
    await expect(readKeptAnswers(broken)).rejects.toMatchObject({
      params: { line: 4, where: 'key' }
    });
  });
});
