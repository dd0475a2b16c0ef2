/** Pictures: damaged, cut off, lying about their size or kind, with more inside than is shown. */
import * as real from '../../../test/fixtures/pictureBytes.mjs';
import { deflatedZeros } from './bombs.mjs';
import { bytesOf, inputsOf, times } from './input.mjs';
import { cutAt, flipped } from './mutate.mjs';
import { pngChunk, pngWith } from './pngParts.mjs';

/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./input.mjs').Right} Right */

const HOWS = /** @type {const} */ (['choose', 'drop', 'paste']);

/** @type {Record<string, () => Uint8Array>} a good picture of each format */
const GOOD = {
  png: () => real.png({ width: 60, height: 40 }),
  jpg: () => real.jpeg({ width: 64, height: 48 }),
  gif: () => real.gif({ frames: 3 }),
  webp: () => real.webp(),
  bmp: () => real.bmp({ width: 40, height: 30 }),
  avif: () => real.isoImage()
};
const FORMATS = Object.keys(GOOD);
const good = (/** @type {string} */ format) => (GOOD[format] ?? GOOD.png ?? real.png)();

/** @type {Record<string, string>} */
const TYPES = { jpg: 'image/jpeg', svg: 'image/svg+xml', html: 'text/html', txt: 'text/plain' };
const typeOf = (/** @type {string} */ ending) => TYPES[ending] ?? `image/${ending}`;

/**
 * @param {string} ending
 * @param {(chance: Chance) => Uint8Array} make
 * @param {'choose' | 'drop' | 'paste'} [how] else by chance
 * @param {string} [type] what the system says it is
 */
const file = (ending, make, how, type = typeOf(ending)) => {
  return (/** @type {Chance} */ chance) => ({
    how: how ?? chance.one(HOWS),
    files: [{ name: `hostile.${ending}`, type, bytes: make(chance) }]
  });
};

/** @param {string} format @param {number} index */
const flip = (format, index) =>
  /** @type {const} */ ([
    `flip-${format}-${index}`,
    'either',
    file(format, (chance) => flipped(good(format), chance, 1 + index * 3))
  ]);

/** @param {string} format @param {number} index */
const cut = (format, index) =>
  /** @type {const} */ ([
    `cut-${format}-${index}`,
    'either',
    file(format, (chance) => cutAt(good(format), chance))
  ]);

/** Its header promises far more than it holds. @param {number} width @param {number} height */
const hugePng = (width, height) => real.png({ width, height, rows: 0 });

/** @param {number} offset @param {number[]} values */
const patched = (/** @type {Uint8Array} */ bytes, offset, values) => {
  const copy = bytes.slice();
  copy.set(values, offset);
  return copy;
};

/** A JPEG's frame that says 65,535 on a side. */
const hugeJpeg = () => {
  const bytes = good('jpg');
  const at = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  return patched(bytes, at + 5, [0xff, 0xff, 0xff, 0xff]);
};

/** As zlib has them; the checksum is that of zeros. @param {number} count rounded to a million */
function zlibZeros(count) {
  const rounded = Math.round(count / 1e6) * 1e6;
  const sum = (rounded % 65_521) * 65_536 + 1;
  const check = [sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255];
  return new Uint8Array(
    Buffer.concat([Buffer.of(0x78, 0x9c), deflatedZeros(rounded), Buffer.from(check)])
  );
}

/** APP1 segments that point to themselves: a directory of EXIF without an end. */
const exifLoop = (/** @type {number} */ entries) => {
  const data = real.join(
    'Exif\0\0MM\0*',
    [0, 0, 0, 8, (entries >> 8) & 255, entries & 255],
    ...times(entries, () => [0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8]),
    [0, 0, 0, 8]
  );
  const size = data.length + 2;
  const jpeg = good('jpg');
  return real.join(
    jpeg.subarray(0, 2),
    [0xff, 0xe1, size >> 8, size & 255],
    data,
    jpeg.subarray(2)
  );
};

const SCRIPT =
  '<script>document.title="HACKED";window.hacked=1;fetch("https://evil.example/")</script>';
const PAGE = `<!doctype html><html><body>${SCRIPT}</body></html>`;

/** @type {(readonly [string, Right, import('./input.mjs').Hostile['make']])[]} */
const ROWS = [
  ...FORMATS.flatMap((format) => times(5, (index) => flip(format, index))),
  ...FORMATS.flatMap((format) => times(4, (index) => cut(format, index))),
  // What is declared.
  ['png-65535-square', 'refused', file('png', () => hugePng(65_535, 65_535))],
  ['png-2-billion-wide', 'refused', file('png', () => hugePng(0x7fff_ffff, 1))],
  ['png-negative', 'refused', file('png', () => hugePng(0xffff_ffff, 0xffff_ffff))],
  ['png-zero', 'refused', file('png', () => hugePng(0, 0))],
  ['png-16384-empty', 'refused', file('png', () => hugePng(16_384, 6000))],
  ['png-bomb-100-megapixels', 'either', file('png', () => bomb(10_000, 10_000))],
  ['png-bomb-81-megapixels', 'either', file('png', () => bomb(16_384, 4900))],
  ['jpg-65535-square', 'refused', file('jpg', hugeJpeg)],
  ['gif-65535-square', 'either', file('gif', () => patched(good('gif'), 6, [255, 255, 255, 255]))],
  ['bmp-huge', 'refused', file('bmp', () => patched(good('bmp'), 18, [255, 255, 255, 127]))],
  ['bmp-negative', 'either', file('bmp', () => patched(good('bmp'), 22, [226, 255, 255, 255]))],
  [
    'bmp-offset-outside',
    'refused',
    file('bmp', () => patched(good('bmp'), 10, [255, 255, 255, 255]))
  ],
  ['avif-huge', 'refused', file('avif', () => real.isoImage({ width: 1e9, height: 1e9 }))],
  ['avif-no-boxes', 'refused', file('avif', () => real.join([0, 0, 0, 12], 'ftypavif'))],
  [
    'avif-box-of-0',
    'refused',
    file('avif', () => real.join(good('avif').subarray(0, 24), new Uint8Array(400)))
  ],
  [
    'webp-riff-size-lies',
    'either',
    file('webp', () => patched(good('webp'), 4, [255, 255, 255, 255]))
  ],
  // More inside than is shown.
  [
    'png-icc-bomb',
    'either',
    file('png', () => pngWith('iCCP', real.join('x\0\0', zlibZeros(40e6))))
  ],
  [
    'png-ztxt-bomb',
    'either',
    file('png', () => pngWith('zTXt', real.join('x\0\0', zlibZeros(40e6))))
  ],
  ['png-itxt-script', 'either', file('png', () => pngWith('iTXt', real.join('x\0\0\0\0\0', PAGE)))],
  ['png-100000-chunks', 'either', file('png', () => chunks(100_000))],
  [
    'png-chunk-length-lies',
    'either',
    file('png', () => patched(good('png'), 33, [255, 255, 255, 255]))
  ],
  ['png-wrong-crc', 'either', file('png', () => patched(good('png'), 29, [0, 0, 0, 0]))],
  [
    'png-second-header',
    'either',
    file('png', () => pngWith('IHDR', real.join(new Uint8Array(13).fill(255))))
  ],
  ['png-animated', 'accepted', file('png', () => real.png({ animated: true }))],
  [
    'png-acTL-4-billion-frames',
    'either',
    file('png', () => pngWith('acTL', real.join(new Uint8Array(8).fill(255))))
  ],
  ['gif-10000-frames', 'accepted', file('gif', () => real.gif({ frames: 10_000 }))],
  ['webp-2000-frames', 'accepted', file('webp', () => real.webp({ frames: 2000 }))],
  ['jpg-exif-loop', 'either', file('jpg', () => exifLoop(1000))],
  ['jpg-exif-orientation-6', 'accepted', file('jpg', () => real.jpeg({ orientation: 6 }))],
  ['jpg-exif-orientation-999', 'either', file('jpg', () => real.jpeg({ orientation: 999 }))],
  ['jpg-cmyk', 'accepted', file('jpg', () => real.jpeg({ components: 4 }))],
  [
    'jpg-fill-bytes',
    'either',
    file('jpg', () => real.join([0xff, 0xd8], new Uint8Array(3e6).fill(255)))
  ],
  ['jpg-100000-comments', 'either', file('jpg', () => comments(100_000))],
  // Two things at once.
  ['png-then-page', 'either', file('png', () => real.join(good('png'), PAGE))],
  [
    'png-then-zip',
    'either',
    file('png', () => real.join(good('png'), 'PK\x05\x06', new Uint8Array(18)))
  ],
  [
    'gif-as-script',
    'either',
    file('gif', () => real.join('GIF89a=1;alert(1);//', good('gif').subarray(20)))
  ],
  ['page-named-png', 'refused', file('png', () => bytesOf(PAGE))],
  ['page-named-html', 'refused', file('html', () => bytesOf(PAGE))],
  ['png-named-html', 'accepted', file('html', () => good('png'))],
  ['jpg-named-png', 'accepted', file('png', () => good('jpg'))],
  ['png-typed-as-page', 'accepted', file('png', () => good('png'), 'choose', 'text/html')],
  ['svg-named-png', 'either', file('png', () => real.svg())],
  ['pdf', 'refused', file('pdf', () => bytesOf(`%PDF-1.7\n${PAGE}%%EOF`))],
  ['executable', 'refused', file('png', (chance) => real.join('MZ', chance.bytes(4000)))],
  ['tiff', 'refused', file('tif', () => real.join('II*\0', [8, 0, 0, 0], new Uint8Array(60)))],
  ['heic', 'refused', file('heic', () => real.isoImage({ brand: 'heic' }))],
  ['empty', 'refused', file('png', () => new Uint8Array(0))],
  ['one-byte', 'refused', file('png', () => Uint8Array.of(0x89))],
  ['signature-only', 'refused', file('png', () => good('png').subarray(0, 8))],
  ['noise', 'refused', file('png', (chance) => chance.bytes(20_000))],
  ['zeros-49-MB', 'refused', file('png', () => new Uint8Array(49e6), 'choose')],
  ['zeros-51-MB', 'refused', file('png', () => new Uint8Array(51e6), 'choose')],
  ['text-16-bit', 'refused', file('png', () => real.join('\xff\xfeh\0e\0l\0l\0o\0'))],
  // Rightly accepted, odd as they are.
  ['png-1-by-1', 'accepted', file('png', () => real.png({ width: 1, height: 1 }))],
  ['png-2-by-4000', 'accepted', file('png', () => real.png({ width: 2, height: 4000 }))],
  ['bmp-plain', 'accepted', file('bmp', () => good('bmp'))],
  ['gif-plain', 'accepted', file('gif', () => real.gif())],
  ['webp-plain', 'accepted', file('webp', () => good('webp'))],
  ...named()
];

/** A picture of one colour that unpacks to a thousand times its bytes. @param {number} width @param {number} height */
function bomb(width, height) {
  const header = real.png({ width, height, rows: 0 }).subarray(0, 33);
  const end = real.png().subarray(-12);
  return real.join(header, pngChunk('IDAT', zlibZeros(height * (1 + 3 * width))), end);
}

/** @param {number} count */
function chunks(count) {
  const one = pngChunk('tEXt', bytesOf('a\0b'));
  const whole = real.png();
  return new Uint8Array(
    Buffer.concat([whole.subarray(0, 33), ...times(count, () => one), whole.subarray(33)])
  );
}

/** @param {number} count */
function comments(count) {
  const one = Uint8Array.of(0xff, 0xfe, 0, 2);
  const whole = good('jpg');
  return new Uint8Array(
    Buffer.concat([whole.subarray(0, 2), ...times(count, () => one), whole.subarray(2)])
  );
}

/** Good pictures whose names are not. */
function named() {
  const names = {
    markup: '<img src=x onerror=alert(1)>.png',
    prototype: '__proto__',
    template: '{{name}}$t(errors.unexpected).png',
    path: '..%2f..%2fetc%2fpasswd.png',
    long: `${'n'.repeat(240)}.png`,
    reversed: 'a\u202Egnp.exe.png',
    formula: '=cmd|calc!A0.png'
  };
  return Object.entries(names).map(
    ([what, name], index) =>
      /** @type {const} */ ([
        `name-${what}`,
        'accepted',
        () => ({
          how: HOWS[index % 3] ?? 'choose',
          files: [{ name, type: 'image/png', bytes: real.png({ width: 20 + index, height: 9 }) }]
        })
      ])
  );
}

export const pictures = inputsOf('picture', ROWS);
