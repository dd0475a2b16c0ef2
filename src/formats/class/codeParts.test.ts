import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { crc32 } from '../crc32.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { codesOf, readCode, type CodePart } from './codeParts.ts';
import { madeShare } from './fixtures/classShares.ts';
import { joinCodes, setName, withPart, type CodeSet } from './joinCodes.ts';

const share = madeShare(1);
const codes = codesOf(share, 'large');

function setsOf(texts: readonly string[]): CodeSet[] {
  const sets = new Map<string, CodeSet>();
  for (const text of texts) {
    const part = readCode(text);
    sets.set(setName(part), withPart(sets.get(setName(part)), part));
  }
  return [...sets.values()];
}

/** An order of all codes of two devices, some of them several times. */
const anyOrder = (texts: readonly string[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...texts], { minLength: texts.length }),
      fc.array(fc.constantFrom(...texts))
    )
    .map(([all, again]) => [...again, ...all]);

describe('base 45', () => {
  it('is as in RFC 9285', () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect([toBase45(text('AB')), toBase45(text('Hello!!')), toBase45(text('base-45'))]).toEqual([
      'BB8',
      '%69 VD92EX0',
      'UJCLQE7W581'
    ]);
    expect(fromBase45('QED8WEX0')).toEqual(text('ietf!'));
    expect(['GGW', ':::', 'A', 'ab', '::'].map(fromBase45)).toEqual([null, null, null, null, null]);
  });
  it('gives back all bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      })
    );
  });
});

describe('codes in a row', () => {
  it('are of letters that a QR code packs well, and several', () => {
    expect(codes.length).toBeGreaterThan(2);
    expect(codes.join('')).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(codesOf(share, 'fine').length).toBeLessThan(codes.length);
  });

  it('in any order, of two devices mixed and several times, give both hand-ins', () => {
    const other = madeShare(2);
    fc.assert(
      fc.property(anyOrder([...codes, ...codesOf(other, 'middle')]), (texts) => {
        const found = setsOf(texts).map(joinCodes);
        expect(found.sort((a, b) => (a.id === share.id ? -1 : b.id === share.id ? 1 : 0))).toEqual([
          share,
          other
        ]);
      })
    );
  });

  it('with any missing say which', () => {
    fc.assert(
      fc.property(fc.subarray(codes, { minLength: 1, maxLength: codes.length - 1 }), (some) => {
        const [set] = setsOf(some);
        expect(set?.missing).toEqual(
          codes.flatMap((code, k) => (some.includes(code) ? [] : k + 1))
        );
      })
    );
  });

  it('with any bit of any letter flipped are noticed', () => {
    fc.assert(
      fc.property(fc.nat(codes.length - 1), fc.nat(1e6), fc.nat(6), (which, at, bit) => {
        const letters = [...(codes[which] as string)];
        const place = at % letters.length;
        letters[place] = String.fromCharCode((letters[place] as string).charCodeAt(0) ^ (1 << bit));
        expect(() => readCode(letters.join(''))).toThrow(AppError);
      }),
      { numRuns: 500 }
    );
  });

  it('leave small pictures at home', () => {
    const pictures = [{ id: 'a'.repeat(64), thumb: `/9j/${'A'.repeat(8000)}` }];
    const [set] = setsOf(codesOf(madeShare(1, { pictures }), 'middle'));
    expect(set && joinCodes(set).pictures).toEqual([{ id: 'a'.repeat(64) }]);
  });

  it('of too much are refused', () => {
    const noise = Array.from({ length: 4000 }, (_, k) => ({
      question: 0,
      cue: 0,
      player: 1,
      model: (k * 7919) % 9973,
      people: (k * 104729) % 9967
    }));
    expect(() => codesOf(madeShare(1, { guesses: noise }), 'large')).toThrow(
      /class-too-many-codes/
    );
  });

  it.each([
    ['an address', 'https://example.org/', 'class-code-not-ours'],
    ['of a later version', (codes[0] as string).replace('VSC1', 'VSC3'), 'class-newer'],
    ['of an earlier version', (codes[0] as string).replace('VSC1', 'VSC0'), 'class-older'],
    ['cut', (codes[0] as string).slice(0, -3), 'class-code-damaged'],
    ['empty', 'VSC1:', 'class-code-damaged']
  ])('%s: refused', (_, text, code) => {
    expect(() => readCode(text)).toThrow(new RegExp(`^${code} `));
  });

  /** One whole set of any bytes, as a hostile maker of codes would make it. */
  const forged = (packed: Uint8Array, change: Partial<CodePart> = {}) => {
    const part = { id: share.id, number: 1, of: 1, size: 100, sum: crc32(packed), bytes: packed };
    return withPart(undefined, { ...part, ...change });
  };
  it.each<[string, CodeSet, string]>([
    ['a bomb', forged(deflateSync(new Uint8Array(50e6))), 'class-wrong'],
    ['no packed bytes', forged(Uint8Array.of(1, 2, 3)), 'class-codes-changed'],
    ['less than told', forged(deflateSync(new Uint8Array(9))), 'class-codes-changed'],
    ['another sum', forged(deflateSync(new Uint8Array(100)), { sum: 1 }), 'class-codes-changed'],
    [
      'the hand-in of another',
      forged(deflateSync(new TextEncoder().encode(JSON.stringify(madeShare(2)))), {
        size: JSON.stringify(madeShare(2)).length
      }),
      'class-codes-changed'
    ]
  ])('%s: refused', (_, set, code) => {
    expect(() => joinCodes(set)).toThrow(new RegExp(`^${code} `));
  });
});
