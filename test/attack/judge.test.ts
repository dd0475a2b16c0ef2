import { describe, expect, test } from 'vitest';
import { judged } from '../../scripts/attack/run/judge.mjs';
import type { Answer } from '../../scripts/attack/run/ways/way.mjs';
import { rawText } from '../../scripts/attack/run/sentences.mjs';
import { attackTable, failureLines } from '../../scripts/attack/table.mjs';

const quiet = { errors: [], broken: [], crashed: false };
const hostile = { kind: 'picture', name: 'x', right: 'refused', make: () => null } as const;
const seen: Parameters<typeof judged>[0] = {
  hostile,
  answer: { outcome: 'refused', sentences: ['“x” is no picture. Choose another.'] },
  fault: '',
  held: { wallMs: 60, cpuMs: 90, clickMs: 5, blockMs: 60 },
  noise: quiet,
  lost: []
};

describe('what is said of an input', () => {
  test('refused with a sentence, accepted where that is right', () => {
    expect(judged(seen).verdict).toBe('refused');
    const accepted: Answer = { outcome: 'accepted', sentences: [] };
    const good = { ...hostile, right: 'accepted' } as const;
    expect(judged({ ...seen, hostile: good, answer: accepted }).verdict).toBe('accepted');
    expect(judged({ ...seen, answer: accepted }).verdict).toBe('wrong');
    expect(judged({ ...seen, hostile: good }).verdict).toBe('wrong');
  });

  test('the worst comes first', () => {
    const held = { wallMs: 201, cpuMs: 300, clickMs: 5, blockMs: 201 };
    expect(judged({ ...seen, held }).verdict).toBe('hung');
    expect(judged({ ...seen, held: null }).verdict).toBe('hung');
    expect(judged({ ...seen, answer: null, fault: 'late' })).toEqual({
      verdict: 'hung',
      why: 'late'
    });
    const noise = { ...quiet, errors: ['Uncaught'] };
    expect(judged({ ...seen, held, noise }).verdict).toBe('crashed');
    expect(judged({ ...seen, held, noise, lost: ['pictures a'] }).verdict).toBe('lost');
    expect(judged({ ...seen, noise: { ...quiet, broken: ['a dialog'] } }).verdict).toBe('wrong');
    const answer: Answer = {
      outcome: 'refused',
      sentences: ['TypeError: x is not a function.']
    };
    expect(judged({ ...seen, answer }).verdict).toBe('crashed');
  });
});

test.each([
  ['The file is damaged. Copy it again.', null],
  ['Line 3 is broken (of 5).', null],
  ['Cannot read properties of undefined.', 'raw'],
  ['errors.picture-empty', 'raw'],
  ['Something went wrong that this page did not foresee: x. Reload.', 'raw'],
  ['picture-empty', 'no whole sentence']
])('is “%s” a sentence?', (text, fault) => {
  if (fault === null) expect(rawText(text)).toBeNull();
  else expect(rawText(text)).toContain(fault);
});

test('the table counts by kind, and each failure has the line that repeats it', () => {
  const result = { why: '', answerMs: 12, blockMs: 3, clickMs: 1 };
  const results = [
    { ...result, kind: 'svg', name: 'a', verdict: 'hung', why: 'late', blockMs: Infinity },
    { ...result, kind: 'picture', name: 'b', verdict: 'refused' }
  ] as const;
  const [, pictures = '', svgs = '', all = ''] = attackTable(results).split('\n');
  expect(pictures).toMatch(/^picture +1 +1 +0 +0 +0 +0 +0 +3 ms \(b\)/);
  expect(svgs).toMatch(/^svg +1 +0 +0 +0 +1 +0 +0 +no end \(a\)/);
  expect(all).toMatch(/^all +2 +1 +0 +0 +1/);
  expect(failureLines(results, 7)).toHaveLength(1);
  expect(failureLines(results, 7)[0]).toContain('--kind svg --only a --seed 7');
});
