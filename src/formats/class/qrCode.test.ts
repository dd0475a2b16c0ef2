import { describe, expect, it } from 'vitest';
import { codesOf, readCode, type CodeSize } from './codeParts.ts';
import { madeShare } from './fixtures/classShares.ts';
import { photographed, type Seen } from './fixtures/photographed.ts';
import { joinCodes, withPart, type CodeSet } from './joinCodes.ts';
import { qrModules } from './qrCode.ts';
import { readQrCode } from './readQrCode.ts';

const share = madeShare(4);
/** Generous: a busy machine reads the same, later. */
const PATIENCE = 60_000;
const read = (text: string, seen: Seen) =>
  readQrCode(photographed(qrModules(text), seen), PATIENCE);

describe('codes shown and read back', () => {
  it.each<CodeSize>(['large', 'middle', 'fine'])('%s, a whole row', (size) => {
    let set: CodeSet | undefined;
    for (const text of codesOf(share, size)) {
      set = withPart(set, readCode(read(text, { scale: 3 }) ?? ''));
    }
    expect(set && joinCodes(set)).toEqual(share);
  });

  it.each<[CodeSize, string, Seen]>([
    [
      'large',
      'turned and noisy, on a pale screen',
      { scale: 5.3, degrees: 17, noise: 40, tones: [60, 200] }
    ],
    [
      'middle',
      'upside down, at no whole number of pixels',
      { scale: 3.7, degrees: 181, noise: 25 }
    ],
    ['fine', 'a little turned', { scale: 4.2, degrees: -8, noise: 20 }]
  ])('%s, %s', (size, _, seen) => {
    const [text = ''] = codesOf(share, size);
    expect(read(text, seen)).toBe(text);
  });

  it('no code is none', () => {
    expect(readQrCode(photographed([[false]], { scale: 200 }), PATIENCE)).toBe(null);
    const noise = photographed([[false]], { scale: 200, noise: 255 });
    expect(readQrCode(noise, PATIENCE)).toBe(null);
  });
});
