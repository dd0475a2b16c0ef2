import { describe, expect, it } from 'vitest';
import { codesOf, readCode, type CodeSize } from './codeParts.ts';
import { madeShare } from './fixtures/classShares.ts';
import { photographed, type Seen } from './fixtures/photographed.ts';
import { joinCodes, withPart, type CodeSet } from './joinCodes.ts';
import { qrModules } from './qrCode.ts';
import { readQrCode } from './readQrCode.ts';

const share = madeShare(4);
const read = (text: string, seen: Seen) => readQrCode(photographed(qrModules(text), seen), 3000);

describe('codes shown and read back', () => {
  it.each<[CodeSize, string, Seen]>([
    ['large', 'as drawn', { scale: 4 }],
    ['middle', 'as drawn', { scale: 3 }],
    ['fine', 'as drawn', { scale: 3 }],
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
    let set: CodeSet | undefined;
    for (const text of codesOf(share, size)) set = withPart(set, readCode(read(text, seen) ?? ''));
    expect(set && joinCodes(set)).toEqual(share);
  });

  it('no code is none', () => {
    expect(readQrCode(photographed([[false]], { scale: 200 }), 100)).toBe(null);
    const noise = photographed([[false]], { scale: 200, noise: 255 });
    expect(readQrCode(noise, 100)).toBe(null);
  });
});
