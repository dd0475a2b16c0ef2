/** Studies' archives: packed with malice. What is in those that unpack is in `studyZips.mjs`. */
import { bytesOf, inputsOf, times } from './input.mjs';
import { deflatedZeros } from './bombs.mjs';
import { cutAt, flipped } from './mutate.mjs';
import { partsOf, studyParts, studyZip } from './studyParts.mjs';
import { STUDY_ROWS } from './studyZips.mjs';
import { zipFile } from './zipFile.mjs';

/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./input.mjs').Right} Right */
/** @typedef {import('./zipFile.mjs').Entry} Entry */

/** @param {string} name @param {Right} right @param {(chance: Chance) => Uint8Array} make */
const zipRow = (name, right, make) =>
  /** @type {const} */ ([
    name,
    right,
    (/** @type {Chance} */ chance) => ({
      how: 'choose',
      files: [{ name: 'hostile.zip', type: 'application/zip', bytes: make(chance) }]
    })
  ]);

/** A good study's entries. @returns {Entry[]} */
const entries = () => [...partsOf(studyParts())].map(([name, bytes]) => ({ name, bytes }));

/** A good study with one entry more. @param {Entry} more @param {boolean} [first] */
const withEntry = (more, first = false) =>
  zipFile(first ? [more, ...entries()] : [...entries(), more]);

/** A good study whose answers' entry is written otherwise. @param {Partial<Entry>} lie */
const lying = (lie) =>
  zipFile(entries().map((entry) => (entry.name === 'answers.csv' ? { ...entry, ...lie } : entry)));

const NOTHING = new Uint8Array(0);

/** An entry that unpacks to so many zeros. @param {string} name @param {number} bytes @param {Partial<Entry>} [lie] */
const bomb = (name, bytes, lie = {}) => ({
  ...{ name, bytes: NOTHING, packed: deflatedZeros(bytes), size: bytes },
  ...lie
});

/** @param {number} index */
const pictureName = (index) => `pictures/${String(index).padStart(64, '0')}.png`;

const PATHS = {
  up: '../../evil.json',
  root: '/etc/passwd',
  windows: '..\\..\\evil.exe',
  drive: 'C:\\evil.exe',
  zero: 'study.json\0.png',
  'up-inside': 'pictures/../study.json',
  prototype: '__proto__',
  constructor: 'constructor',
  folder: 'pictures/',
  empty: '',
  long: `${'a'.repeat(60_000)}.csv`,
  newline: 'study.json\n\r\u0007\u001b[31m',
  markup: '<img src=x onerror=alert(1)>.json',
  page: 'index.html',
  reversed: 'gnp\u202E.json'
};

/** Every entry of the directory is the same one, as in overlapping bombs. @param {number} count */
function overlapping(count) {
  const packed = deflatedZeros(20_000_000);
  const names = times(count, (n) => pictureName(n));
  const local = zipFile([{ name: names[0] ?? '', bytes: NOTHING, packed, size: 20_000_000 }]);
  const body = local.subarray(0, 30 + (names[0]?.length ?? 0) + packed.length);
  // The directory is written behind one entry's bytes, and points there again and again.
  const listed = zipFile(
    names.map((name) => ({
      name,
      bytes: NOTHING,
      packed: NOTHING,
      size: 20_000_000,
      packedSize: packed.length,
      at: 0
    }))
  );
  const from = Buffer.from(listed).indexOf('PK\x01\x02', 0, 'latin1');
  const directory = Buffer.from(listed.subarray(from));
  directory.writeUInt32LE(body.length, directory.length - 6);
  return new Uint8Array(Buffer.concat([body, directory]));
}

/** Sizes and counts that are to be looked up in a zip64 field, which lies. @param {bigint} size */
function zip64(size) {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(size, 4);
  extra.writeBigUInt64LE(size, 12);
  return lying({ size: 0xffff_ffff, packedSize: 0xffff_ffff, extra: new Uint8Array(extra) });
}

const ROWS = [
  // Bombs.
  zipRow('bomb-2-GB', 'refused', () => withEntry(bomb('answers-2.csv', 2e9))),
  zipRow('bomb-2-GB-first', 'refused', () => withEntry(bomb('answers-2.csv', 2e9), true)),
  zipRow('bomb-says-10-bytes', 'refused', () =>
    withEntry(bomb('answers-2.csv', 2e9, { size: 10 }))
  ),
  zipRow('bomb-says-nothing', 'refused', () =>
    withEntry(bomb('answers-2.csv', 1e9, { size: 0, packedSize: 0, flags: 8 }))
  ),
  zipRow('bomb-30-parts', 'refused', () =>
    zipFile([...entries(), ...times(30, (n) => bomb(`answers-${n + 2}.csv`, 90e6))])
  ),
  zipRow('bomb-300-pictures', 'refused', () =>
    zipFile([...entries(), ...times(300, (n) => bomb(pictureName(n), 40e6))])
  ),
  zipRow('bomb-unlisted-path', 'refused', () => withEntry(bomb('evil.bin', 2e9))),
  zipRow('bomb-in-answers', 'refused', () => lying(bomb('answers.csv', 99e7))),
  zipRow('bomb-in-manifest', 'refused', () => zipFile([bomb('manifest.json', 9e7)])),
  zipRow('bomb-spaces-in-json', 'refused', () =>
    zipFile([{ name: 'manifest.json', bytes: new Uint8Array(60e6).fill(32) }])
  ),
  zipRow('bomb-just-under', 'refused', () =>
    zipFile([...entries(), ...times(19, (n) => bomb(`answers-${n + 2}.csv`, 90e6, {}))])
  ),
  zipRow('nested', 'refused', () => withEntry({ name: 'answers-2.csv', bytes: nestedZip(6) })),
  zipRow('nested-alone', 'refused', () => nestedZip(8)),
  zipRow('overlapping-1000', 'refused', () => overlapping(1000)),
  zipRow('overlapping-19000', 'refused', () => overlapping(19_000)),
  // Paths and names.
  ...Object.entries(PATHS).map(([what, name]) =>
    zipRow(`path-${what}`, 'refused', () => withEntry({ name, bytes: bytesOf('x') }))
  ),
  zipRow('path-not-utf-8', 'refused', () =>
    withEntry({ name: Uint8Array.of(0xff, 0xfe, 0x80), bytes: bytesOf('x') })
  ),
  zipRow('name-twice', 'refused', () => withEntry(entries()[0] ?? { name: '', bytes: NOTHING })),
  zipRow('name-twice-other', 'refused', () =>
    withEntry({ name: 'study.json', bytes: bytesOf('{}') })
  ),
  zipRow('name-in-capitals', 'refused', () =>
    withEntry({ name: 'STUDY.JSON', bytes: bytesOf('{}') })
  ),
  zipRow('name-unlisted', 'refused', () =>
    withEntry({ name: 'answers-2.csv', bytes: bytesOf('x') })
  ),
  zipRow('names-100000', 'refused', () =>
    zipFile([
      ...entries(),
      ...times(100_000, (n) => ({ name: pictureName(n), bytes: NOTHING, stored: true }))
    ])
  ),
  zipRow('names-19000', 'refused', () =>
    zipFile([
      ...entries(),
      ...times(19_000, (n) => ({ name: pictureName(n), bytes: NOTHING, stored: true }))
    ])
  ),
  zipRow('names-65535-said', 'either', () => zipFile(entries(), { count: 65_535 })),
  zipRow('names-0-said', 'either', () => zipFile(entries(), { count: 0 })),
  // Fields that lie.
  zipRow('crc-wrong', 'either', () => lying({ crc: 0x1234_5678 })),
  zipRow('size-too-small', 'either', () => lying({ size: 3 })),
  zipRow('size-too-large', 'refused', () => lying({ size: 0xffff_fff0 })),
  zipRow('packed-size-too-small', 'refused', () => lying({ packedSize: 5 })),
  zipRow('packed-size-too-large', 'refused', () => lying({ packedSize: 0xffff_fff0 })),
  zipRow('zip64-lies', 'refused', () => zip64(2n ** 63n)),
  zipRow('zip64-minus-1', 'refused', () => zip64(2n ** 64n - 1n)),
  zipRow('zip64-zero', 'refused', () => zip64(0n)),
  zipRow('method-unknown', 'refused', () => lying({ method: 99 })),
  zipRow('method-says-stored', 'refused', () => lying({ method: 0 })),
  zipRow('encrypted', 'refused', () => lying({ flags: 0x801 })),
  zipRow('directory-outside', 'either', () => zipFile(entries(), { directoryAt: 0xffff_fff0 })),
  zipRow('directory-points-elsewhere', 'either', () => lying({ at: 7 })),
  zipRow('extra-lies', 'either', () => lying({ extra: Uint8Array.of(1, 0, 255, 255) })),
  zipRow('comment-is-a-zip', 'either', () =>
    zipFile(entries(), { comment: zipFile([{ name: 'a', bytes: NOTHING }]) })
  ),
  zipRow('program-before', 'either', () =>
    zipFile(entries(), { before: bytesOf('MZ#!/bin/sh\n') })
  ),
  // No zips.
  zipRow('empty', 'refused', () => NOTHING),
  zipRow('end-only', 'refused', () => zipFile([])),
  zipRow('noise', 'refused', (chance) => chance.bytes(100_000)),
  zipRow(
    'noise-signed',
    'refused',
    (chance) => new Uint8Array(Buffer.concat([Buffer.from('PK\x03\x04'), chance.bytes(100_000)]))
  ),
  zipRow('signatures', 'refused', () => bytesOf('PK\x03\x04'.repeat(100_000))),
  zipRow('zeros-50-MB', 'refused', () => new Uint8Array(50e6)),
  ...times(10, (n) =>
    zipRow(`flip-${n}`, 'either', (chance) => flipped(studyZip(), chance, 1 + n))
  ),
  ...times(8, (n) => zipRow(`cut-${n}`, 'refused', (chance) => cutAt(studyZip(), chance))),
  ...STUDY_ROWS.map(([name, right, change]) =>
    zipRow(name, right, (chance) => studyZip((parts) => change(parts, chance)))
  )
];

/** @param {number} levels */
function nestedZip(levels) {
  let inner = zipFile([bomb('0.bin', 100e6)]);
  for (let level = 1; level < levels; level++) {
    const bytes = inner;
    inner = zipFile(times(10, (n) => ({ name: `${level}-${n}.zip`, bytes })));
    if (inner.length > 2e6) inner = zipFile([{ name: 'more.zip', bytes: inner }]);
  }
  return inner;
}

export const zips = inputsOf('zip', ROWS);
