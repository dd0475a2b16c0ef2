import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import * as make from '../../../test/fixtures/pictureBytes.mjs';
import { readImageHeader, type PictureHeader } from './imageHeader.ts';

const good: [string, Uint8Array, Partial<PictureHeader>][] = [
  ['PNG', make.png({ width: 8, height: 6 }), { format: 'png', width: 8, height: 6 }],
  ['animated PNG', make.png({ animated: true }), { format: 'png', animated: true }],
  ['JPEG', make.jpeg({ width: 40, height: 9 }), { format: 'jpeg', width: 40, height: 9 }],
  ['CMYK JPEG', make.jpeg({ components: 4 }), { format: 'jpeg', colour: 'cmyk' }],
  ['turned JPEG', make.jpeg({ orientation: 6 }), { format: 'jpeg', orientation: 6 }],
  ['GIF', make.gif(), { format: 'gif', width: 1, height: 1 }],
  ['animated GIF', make.gif({ frames: 3 }), { format: 'gif', animated: true }],
  ['WebP', make.webp(), { format: 'webp', width: 1, height: 1 }],
  ['animated WebP', make.webp({ frames: 2 }), { format: 'webp', width: 1, animated: true }],
  ['BMP', make.bmp({ width: 5, height: 4 }), { format: 'bmp', width: 5, height: 4 }],
  ['AVIF', make.isoImage(), { format: 'avif', width: 30, height: 20 }],
  ['AVIF film', make.isoImage({ brand: 'avis' }), { format: 'avif', animated: true }],
  ['SVG', make.svg(), { format: 'svg', width: 40, height: 20 }],
  ['SVG by box', make.svg('viewBox="0 0 3.5 7"'), { format: 'svg', width: 3.5, height: 7 }],
  ['SVG by share', make.svg('width="100%"'), { format: 'svg', width: null, height: null }]
];

test.each(good)('%s: the header tells what it is', (_name, bytes, expected) => {
  expect(readImageHeader(bytes)).toEqual({
    kind: 'picture',
    header: {
      width: expect.anything(),
      height: expect.anything(),
      animated: false,
      colour: 'usual',
      orientation: 1,
      passes: 1,
      complete: true,
      ...expected
    }
  });
});

describe.each(good)('%s', (_name, bytes) => {
  test('cut at every length gets a verdict, never that of a whole picture unless it can be shown', () => {
    for (let length = 0; length < bytes.length; length++) {
      const verdict = readImageHeader(bytes.subarray(0, length));
      if (verdict.kind !== 'picture' || !verdict.header.complete) continue;
      // A GIF needs its first frame only; some text after the drawing's end is none of its own.
      expect(['gif', 'svg']).toContain(verdict.header.format);
    }
  });

  test('reads the same from the middle of a larger buffer', () => {
    const larger = make.join([1, 2, 3], bytes, [9, 9]);
    expect(readImageHeader(larger.subarray(3, 3 + bytes.length))).toEqual(readImageHeader(bytes));
  });

  test('with bytes changed gets a verdict', () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const broken = bytes.slice();
        for (const { at, to } of changes) broken[at] = to;
        expect(readImageHeader(broken)).toHaveProperty('kind');
      })
    );
  });
});

test('random bytes, also behind a known opening, never throw', () => {
  const openings = good.map(([, bytes]) => bytes.slice(0, 16));
  fc.assert(
    fc.property(
      fc.constantFrom(new Uint8Array(), ...openings),
      fc.uint8Array({ maxLength: 400 }),
      (opening, rest) => {
        expect(readImageHeader(make.join(opening, rest))).toHaveProperty('kind');
      }
    ),
    { numRuns: 2000 }
  );
});

test('no bytes are empty, other bytes unknown', () => {
  expect(readImageHeader(new Uint8Array())).toEqual({ kind: 'empty' });
  expect(readImageHeader(make.join('just a letter to a friend'))).toEqual({ kind: 'unknown' });
  expect(readImageHeader(make.join('<html><svg></svg></html>'))).toEqual({ kind: 'unknown' });
});

test.each([
  ['HEIC', make.isoImage({ brand: 'heic' })],
  ['MP4', make.isoImage({ brand: 'isom' })],
  ['TIFF', make.join('II*\0', new Uint8Array(20))],
  ['TIFF', make.join('MM\0*', new Uint8Array(20))],
  ['PDF', make.join('%PDF-1.7\n')]
])('%s is known by name', (name, bytes) => {
  expect(readImageHeader(bytes)).toEqual({ kind: 'foreign', name });
});

test('the size is read from a header that promises what no file holds', () => {
  const verdict = readImageHeader(make.png({ width: 65_535, height: 65_535, rows: 1 }));
  expect(verdict).toMatchObject({ header: { width: 65_535, height: 65_535 } });
});

test('a PNG of endless chunks, or with a profile that unpacks to no end, is garbled', () => {
  const garbled = { kind: 'garbled', format: 'png' };
  const profile = (size: number) => make.join('x\0\0', zlibSync(new Uint8Array(size)));
  const chunk = make.pngChunk('tEXt', make.join('a\0b'));
  const many = (count: number) => make.join(...Array.from({ length: count }, () => chunk));
  expect(readImageHeader(make.png({ more: many(30_000) }))).toEqual(garbled);
  expect(readImageHeader(make.png({ more: many(9000) })).kind).toBe('picture');
  expect(readImageHeader(make.png({ more: make.pngChunk('iCCP', profile(2e7)) }))).toEqual(garbled);
  for (const fine of [profile(3e6), make.join('x\0\0damaged'), make.join('x')]) {
    expect(readImageHeader(make.png({ more: make.pngChunk('iCCP', fine) })).kind).toBe('picture');
  }
});

test('a first frame of a GIF that is larger than the whole counts', () => {
  const gif = make.gif();
  const at = gif.indexOf(0x2c);
  gif.set([0xff, 0x7f, 0xff, 0x7f], at + 5);
  expect(readImageHeader(gif)).toMatchObject({ header: { width: 32_767, height: 32_767 } });
});

test('boxes of an AVIF within boxes that lie about their end are looked through once', () => {
  const box = [...make.join([0, 0, 0, 20], 'meta', [0, 0, 0, 0], [255, 255, 255, 255], 'iprp')];
  const start = make.isoImage().subarray(0, 24);
  const bytes = make.join(
    start,
    Uint8Array.from(Array.from({ length: 100_000 }, () => box).flat())
  );
  expect(readImageHeader(bytes)).toEqual({ kind: 'truncated', format: 'avif' });
});

test('a picture without area is garbled', () => {
  const verdict = readImageHeader(make.png({ width: 0, height: 5 }));
  expect(verdict).toEqual({ kind: 'garbled', format: 'png' });
});

test('bytes behind the end of a picture do not matter', () => {
  for (const bytes of [make.png(), make.jpeg(), make.gif(), make.webp(), make.bmp()]) {
    expect(readImageHeader(make.join(bytes, 'trailing'))).toEqual(readImageHeader(bytes));
  }
});
