/** Models whose graphs, weights, manifests or archives are damaged. */
import { deflatedZeros } from './bombs.mjs';
import { bytesOf, times } from './input.mjs';
import { archive, changed, folder, packed, text, tiny } from './modelRows.mjs';
import { cutAt, flipped } from './mutate.mjs';
import {
  DECODER,
  EMBEDDER,
  ENCODER,
  PACKED,
  WEIGHTS,
  jsonIn,
  tinyFiles,
  withManifest
} from './tinyFiles.mjs';
import { zipFile } from './zipFile.mjs';

const CONFIG = 'config.json';

/** Where both are there, one of them is not needed. */
const DECODERS = [DECODER, PACKED];

export const GRAPHS = [
  // Graphs and weights.
  ...[DECODER, PACKED, ENCODER, EMBEDDER].flatMap((path) => [
    folder(`graph-cut-${path.slice(5, 12)}${path === PACKED ? 'packed' : ''}`, 'either', (chance) =>
      tiny({ [path]: cutAt(tinyFiles().get(path) ?? new Uint8Array(9), chance) })
    ),
    folder(
      `graph-noise-${path.slice(5, 12)}${path === PACKED ? 'packed' : ''}`,
      DECODERS.includes(path) ? 'either' : 'refused',
      (chance) => tiny({ [path]: chance.bytes(5000) })
    ),
    folder(
      `graph-empty-${path.slice(5, 12)}${path === PACKED ? 'packed' : ''}`,
      DECODERS.includes(path) ? 'either' : 'refused',
      () => tiny({ [path]: new Uint8Array(0) })
    )
  ]),
  ...times(8, (n) =>
    folder(`graph-flip-${n}`, 'either', (chance) => {
      const path = chance.one([DECODER, PACKED, ENCODER, EMBEDDER]);
      return tiny({
        [path]: flipped(tinyFiles().get(path) ?? new Uint8Array(9), chance, 2 + 2 * n)
      });
    })
  ),
  folder('graph-of-another', 'either', () => tiny({ [DECODER]: tinyFiles().get(ENCODER) ?? null })),
  folder('graph-is-safetensors', 'either', () =>
    tiny({ [DECODER]: bytesOf('\xff\0\0\0\0\0\0\0{"a":{"dtype":"F32"}}') })
  ),
  folder('graph-page', 'refused', text(ENCODER, '<!doctype html>')),
  folder('weights-cut', 'refused', () =>
    tiny({ [WEIGHTS]: (tinyFiles().get(WEIGHTS) ?? new Uint8Array(9)).slice(0, 1000) })
  ),
  folder('weights-missing', 'refused', () => tiny({ [WEIGHTS]: null })),
  folder('weights-noise', 'either', (chance) => tiny({ [WEIGHTS]: chance.bytes(262_144) })),
  folder('weights-nan', 'refused', () => tiny({ [WEIGHTS]: new Uint8Array(262_144).fill(255) })),
  folder('encoder-missing', 'refused', () => tiny({ [ENCODER]: null })),
  folder(
    'no-graphs',
    'refused',
    () => new Map([...tiny()].filter(([path]) => !path.startsWith('onnx/')))
  ),
  folder(
    'canaries-wrong',
    'refused',
    changed('canaries.json', (d) => {
      for (const one of d.cases) one.logprobs = one.logprobs.map(() => -1);
    })
  ),
  folder('canaries-odd', 'refused', text('canaries.json', '{"cases": 5}')),
  // Manifests.
  folder('manifest-hash-wrong', 'refused', () => {
    const files = withManifest(tiny());
    return files.set(
      CONFIG,
      bytesOf(`${new TextDecoder().decode(files.get(CONFIG)).trim().replace('264', '263')}\n`)
    );
  }),
  folder('manifest-empty', 'refused', text('manifest.json', '')),
  folder(
    'manifest-path-up',
    'refused',
    text('manifest.json', '{"files":{"../../x":{"bytes":1,"sha256":"00"}}}')
  ),
  folder(
    'manifest-prototype',
    'refused',
    text('manifest.json', '{"files":{"__proto__":{"bytes":1,"sha256":"00"},"constructor":5}}')
  ),
  folder('manifest-files-text', 'refused', text('manifest.json', '{"files":"x"}')),
  folder('manifest-sizes-huge', 'refused', () => {
    const files = withManifest(tiny());
    const m = jsonIn(files, 'manifest.json');
    m.files[CONFIG].bytes = 1e15;
    return files.set('manifest.json', bytesOf(JSON.stringify(m)));
  }),
  // Archives.
  archive('zip-bomb', 'refused', () =>
    packed([
      { name: `m/${WEIGHTS}`, bytes: new Uint8Array(0), packed: deflatedZeros(4e9), size: 262_144 }
    ])
  ),
  archive('zip-bomb-unlisted', 'either', () =>
    packed([
      { name: 'm/README.md', bytes: new Uint8Array(0), packed: deflatedZeros(4e9), size: 10 }
    ])
  ),
  archive('zip-config-bomb', 'refused', () =>
    packed([
      { name: `m/${CONFIG}`, bytes: new Uint8Array(0), packed: deflatedZeros(2e9), size: 10 }
    ])
  ),
  archive('zip-names-100000', 'either', () =>
    packed(times(100_000, (n) => ({ name: `m/${n}.md`, bytes: new Uint8Array(0), stored: true })))
  ),
  archive('zip-path-up', 'either', () =>
    packed([
      { name: '../../../evil.json', bytes: bytesOf('{}') },
      { name: '/root.json', bytes: bytesOf('{}') }
    ])
  ),
  archive('zip-name-twice', 'either', () =>
    zipFile(
      [CONFIG, CONFIG]
        .map((path, at) => ({
          name: `m/${path}`,
          bytes: at ? bytesOf('{}') : (tiny().get(path) ?? bytesOf(''))
        }))
        .concat(
          [...tiny()]
            .filter(([path]) => path !== CONFIG)
            .map(([path, bytes]) => ({ name: `m/${path}`, bytes }))
        )
    )
  ),
  archive('zip-names-in-letters', 'either', () =>
    packed([
      { name: '\u202Efig.json', bytes: bytesOf('{}') },
      { name: '__proto__', bytes: bytesOf('{}') }
    ])
  ),
  archive('zip-empty', 'refused', () => new Uint8Array(0)),
  archive('zip-noise', 'refused', (chance) => chance.bytes(50_000)),
  archive('zip-cut', 'refused', (chance) => cutAt(packed([]), chance)),
  ...times(4, (n) =>
    archive(`zip-flip-${n}`, 'either', (chance) => flipped(packed([]), chance, 2 + n))
  )
];
