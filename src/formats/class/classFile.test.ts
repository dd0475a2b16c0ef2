import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { checkClassSize, readClassText, writeClassShare } from './classFile.ts';
import type { ClassShare } from './classShare.ts';
import { madeShare } from './fixtures/classShares.ts';

const codeOf = (found: ClassShare | AppError | undefined) =>
  found instanceof AppError ? found.code : 'read';
const firstCode = (text: string) => codeOf(readClassText(text)[0]);
const good = writeClassShare(madeShare(1));

/** Written as the app writes it, with some other content. */
const written = (change: Record<string, unknown>) =>
  writeClassShare({ ...madeShare(1), ...change } as ClassShare);

describe('a class file', () => {
  it('gives back what was written, one or many', () => {
    const shares = [1, 2, 3].map((device) => madeShare(device));
    expect(readClassText(shares.map(writeClassShare).join(''))).toEqual(shares);
  });

  it('holds nothing that tells who, when or where', () => {
    expect(Object.keys(madeShare(1)).sort()).toEqual(
      [
        ...['answers', 'app', 'cues', 'guesses', 'id', 'model', 'pictures', 'questions'],
        ...['settings', 'survey', 'wording']
      ].sort()
    );
    expect(good.split('\n')[0]).toMatch(
      /^\{"format":"valueshift-class","version":1,"bytes":\d+,"crc32":"[0-9a-f]{8}"\}$/
    );
  });

  it('with any bit flipped is not read', () => {
    const bytes = new TextEncoder().encode(good);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        const found = readClassText(new TextDecoder().decode(changed));
        expect(found.some((each) => each instanceof AppError)).toBe(true);
      }),
      { numRuns: 500 }
    );
  });

  it('cut anywhere is not read, and says what is missing', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 2), (length) => {
        expect(firstCode(good.slice(0, length))).not.toBe('read');
      })
    );
    expect(firstCode(good.slice(0, -100))).toBe('class-cut');
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'class-not-ours'],
    ['a table', 'a,b\n1,2\n', 'class-not-ours'],
    ['a run of the Lab', '{\n  "format": "valueshift-run",\n', 'class-not-ours'],
    ['of a later version', good.replace('"version":1', '"version":2'), 'class-newer'],
    [
      'of a later version with another head',
      '{"format":"valueshift-class","version":7}\nx',
      'class-newer'
    ],
    ['of an earlier version', good.replace('"version":1', '"version":0'), 'class-older'],
    ['with other answers', good.replace('"answers":[[[', '"answers":[[[1'), 'class-changed'],
    [
      'of too many questions',
      written({
        questions: Array.from({ length: 401 }, (_, k) => ({
          id: `Q${k}`,
          scale: 'ordinal',
          options: 2
        }))
      }),
      'class-wrong'
    ],
    [
      'with a picture that is a script',
      written({ pictures: [{ id: 'a'.repeat(64), thumb: 'javascript:1' }] }),
      'class-wrong'
    ],
    ['with a name of a person for a number', written({ id: 'Ann' }), 'class-wrong'],
    [
      'with answers that come to more than all',
      written({ answers: madeShare(1).answers.map((row) => row.map(() => [9000, 9000, 9000])) }),
      'class-wrong'
    ],
    [
      'with a guess of no question',
      written({ guesses: [{ question: 9, cue: 0, player: 1, model: 1, people: null }] }),
      'class-wrong'
    ],
    ['of half a megabyte', written({ app: 'x'.repeat(600_000) }), 'class-too-large'],
    ['nested without end', good.split('\n')[0] + '\n' + '['.repeat(1000), 'class-cut']
  ])('%s is refused', (_, text, code) => {
    expect(firstCode(text)).toBe(code);
  });

  it('of several, a damaged one is named and the others count', () => {
    const text = [1, 2, 3].map((device) => writeClassShare(madeShare(device))).join('');
    const second = text.indexOf('"answers"', good.length);
    const found = readClassText(`${text.slice(0, second)}"Answers${text.slice(second + 8)}`);
    expect(found.map(codeOf)).toEqual(['read', 'class-changed', 'read']);
  });

  it('of something else is one fault, however many lines it has; what follows counts', () => {
    expect(readClassText('a,b\r\n'.repeat(5000)).map(codeOf)).toEqual(['class-not-ours']);
    const mixed = `From: Ann\nabout the class\n\n${good}\n\n${writeClassShare(madeShare(2))}`;
    expect(readClassText(mixed).map(codeOf)).toEqual(['class-not-ours', 'read', 'read']);
  });

  it('of more than a school says so', () => {
    const found = readClassText(good.repeat(201));
    expect(found.slice(199).map(codeOf)).toEqual(['read', 'class-full']);
  });

  it('larger than any is not opened', () => {
    const size = 16_000_001;
    expect(() => checkClassSize({ size })).toThrow('class-too-large {"most":16}');
  });
});
