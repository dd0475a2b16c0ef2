import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { craftZip, type CraftedPart } from './fixtures/craftZip.ts';
import { openZip } from './openZip.ts';
import { writeZip } from './writeZip.ts';

const text = (value: string) => new TextEncoder().encode(value);
const part = (name: string, value = name): CraftedPart => ({ name, bytes: text(value) });
const CODES = ['unreadable', 'path', 'double', 'too-large', 'too-many'];

/** Everything that a zip holds. */
async function contents(file: Blob) {
  const zip = await openZip(file);
  const all: [string, number[]][] = [];
  for (const name of zip.sizes.keys()) all.push([name, [...(await zip.read(name))]]);
  return all;
}

const noise = (length: number) => {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (state * 48271) % 2147483647) & 255);
};

describe('a zip that opens', () => {
  it('gives back what was written, packed or not', async () => {
    const written = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a.json', 'b.json', 'c.csv', `pictures/${'0'.repeat(64)}.png`),
        bytes: fc.uint8Array({ maxLength: 300 }),
        packed: fc.boolean()
      }),
      { minLength: 1, selector: ({ name }) => name }
    );
    await fc.assert(
      fc.asyncProperty(written, async (parts) => {
        const file = await writeZip(
          (async function* () {
            yield* parts;
          })(),
          new Date()
        );
        expect(await contents(file)).toEqual(parts.map(({ name, bytes }) => [name, [...bytes]]));
      }),
      { numRuns: 30 }
    );
  });

  it.each<[string, Blob]>([
    ['as zip64', craftZip([{ ...part('a.json'), wide: true }], { wide: true })],
    ['with a comment', craftZip([part('a.json')], { comment: text('PK and more') })],
    ['not packed', craftZip([{ ...part('a.json'), stored: true }])]
  ])('%s', async (_, file) => {
    expect(await contents(file)).toEqual([['a.json', [...text('a.json')]]]);
  });

  it('of many pieces of each kind', async () => {
    const bytes = noise(1_200_000);
    const file = craftZip([
      { name: 'a.json', bytes },
      { name: 'b.json', bytes, stored: true }
    ]);
    const zip = await openZip(file);
    for (const name of ['a.json', 'b.json']) {
      expect(Buffer.compare(await zip.read(name), bytes), name).toBe(0);
    }
  });
});

/** The end of an empty zip. */
function END() {
  return Uint8Array.of(80, 75, 5, 6, ...Array<number>(18).fill(0));
}

describe('a zip is refused', () => {
  const zeros = new Uint8Array(200_000);
  const cases: [string, Blob, string][] = [
    ['of nothing', new Blob([END() as BlobPart]), 'unreadable'],
    ['with two ends', craftZip([part('a.json')], { comment: END() }), 'unreadable'],
    ['with a name twice', craftZip([part('a.json'), part('a.json')]), 'double'],
    ['with a way out', craftZip([part('pictures/../../a.png')]), 'path'],
    ['with another zip', craftZip([part('inner.zip')]), 'path'],
    ['that is locked', craftZip([{ ...part('a.json'), flags: 1 }]), 'unreadable'],
    ['packed in another way', craftZip([{ ...part('a.json'), method: 12 }]), 'unreadable'],
    [
      'with two names of one part',
      craftZip([{ ...part('a.json'), localName: 'b.csv' }]),
      'unreadable'
    ],
    [
      'with parts that share bytes',
      craftZip([part('a.json'), { ...part('b.json'), sharedWith: 0 }]),
      'unreadable'
    ],
    [
      'with more parts than it says',
      craftZip([part('a.json'), part('b.json')], { count: 1 }),
      'unreadable'
    ],
    [
      'with millions of parts',
      craftZip([part('a.json')], { count: 5_000_000, wide: true }),
      'too-many'
    ],
    [
      'that unpacks to more than it says',
      craftZip([{ name: 'a.json', bytes: zeros, size: 1000 }]),
      'too-large'
    ],
    [
      'that unpacks to less than it says',
      craftZip([{ name: 'a.json', bytes: zeros, size: 200_001 }]),
      'unreadable'
    ],
    ['of 4 GB', craftZip([{ ...part('a.json'), size: 4e9 }]), 'too-large'],
    ['of 9 exabytes', craftZip([{ ...part('a.json'), size: 2 ** 63, wide: true }]), 'too-large'],
    [
      'of many parts that are small bombs each',
      craftZip(
        Array.from({ length: 50 }, (_, k) => ({ name: `a-${k}.json`, bytes: text('a'), size: 9e6 }))
      ),
      'too-large'
    ]
  ];
  it.each(cases)('%s', async (_, file, code) => {
    await expect(contents(file)).rejects.toMatchObject({ code: `study-zip-${code}` });
  });
});

it('any change of any byte: it opens, or is refused with a sentence', async () => {
  const good = new Uint8Array(
    await craftZip([
      part('a.json', 'abc'.repeat(99)),
      { ...part('b.csv'), stored: true }
    ]).arrayBuffer()
  );
  const change = fc.record({
    at: fc.nat(good.length - 1),
    to: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 255))
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.nat(9),
      async (all, cut) => {
        const bytes = good.slice(0, cut === 0 ? Math.floor(good.length * 0.8) : undefined);
        for (const { at, to } of all) bytes[Math.min(at, bytes.length - 1)] = to;
        const fault = await contents(new Blob([bytes])).catch((thrown: unknown) => thrown);
        if (Array.isArray(fault)) return;
        expect(fault).toBeInstanceOf(AppError);
        expect(CODES).toContain((fault as AppError).code.replace('study-zip-', ''));
      }
    ),
    { numRuns: 400 }
  );
});
