import { layoutTree } from '../core/tokens/treeLayout.ts';
import { noWork } from './counters.ts';
import { Decoder, type Past } from './decoder.ts';
import { beginningOf } from './files/decoderGraphs.ts';
import { decoderPart } from './files/neededFiles.ts';
import { openGraph, type ModelSource, type OnDevice } from './openGraph.ts';
import { numbersOf, type OrtSession, type TensorLedger } from './tensor.ts';

/**
 * A device is held against WASM by the decoder's first layers alone: a small part of the weights,
 * opened on both, in which every operator of a layer computes.
 */

/** What the first layers keep of a sequence: caches by name, in rows of their last dimension. */
export type Beginning = ReadonlyMap<string, { numbers: Float32Array; width: number }>;

/**
 * Quantised numbers are multiplied in another way on each device, so a sound one differs by
 * hundredths; one that computes something else differs by tenths.
 */
export const BEGINNING_TOLERANCE = 0.05;

/** Longer than the tiles in which a GPU multiplies and attends, and no multiple of them. */
const TOKENS = 150;

/**
 * Runs the first layers over a sequence without meaning, and over one more token behind what they
 * keep of it.
 * @throws what the runtime throws; nothing stays open
 */
export async function runBeginning(
  source: ModelSource,
  on: OnDevice,
  ledger: TensorLedger
): Promise<Beginning> {
  const graph = beginningOf(source.files, source.needed);
  const { session, close } = await openGraph(source, decoderPart(source.needed), on, graph);
  const pasts: Past[] = [];
  try {
    const decoder = new Decoder(session, null, ledger, noWork());
    const ids = Array.from({ length: TOKENS + 1 }, (_, at) => 3 + ((at * 61) % 199));
    const vectors = vectorsFor(session, ids.length);
    for (const [from, to] of [
      [0, TOKENS],
      [TOKENS, TOKENS + 1]
    ] as const) {
      const layout = layoutTree(from, {
        nodes: [{ parent: -1, ids: ids.slice(from, to) }],
        reads: [],
        jobs: []
      });
      const embeds = vectors && vectors.numbers.slice(from * vectors.width, to * vectors.width);
      const { past } = await decoder.run(layout, embeds, pasts.at(-1) ?? null, true);
      pasts.push(past as Past);
    }
    return new Map(
      pasts.flatMap(({ tensors, length }) =>
        Object.entries(tensors).map(([name, tensor]) => [
          `${name} after ${length}`,
          { numbers: numbersOf(tensor), width: tensor.dims.at(-1) as number }
        ])
      )
    );
  } finally {
    for (const { tensors } of pasts) {
      for (const tensor of Object.values(tensors)) ledger.release(tensor);
    }
    await close();
  }
}

/** Vectors about as long as tokens' are, the same every time; null where ids go in. */
function vectorsFor({ inputMetadata }: OrtSession, count: number) {
  const input = inputMetadata.find(({ name }) => name === 'inputs_embeds');
  if (!input) return null;
  const width = input.shape?.[2];
  if (typeof width !== 'number') throw new Error('The decoder does not tell its width.');
  let state = 1;
  const numbers = Float32Array.from({ length: count * width }, () => {
    // Knuth's MMIX constants would not fit; these are glibc's.
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state / 0x7fffffff - 0.5) / 10;
  });
  return { numbers, width };
}

/**
 * How far two devices are apart: the largest difference of a row (root of the mean square), in parts
 * of all rows' of its cache. What is missing or undefined is as wrong as can be.
 */
export function distance(found: Beginning, expected: Beginning): number {
  let largest = 0;
  for (const [name, { numbers, width }] of expected) {
    const others = found.get(name)?.numbers;
    const scale = norm(numbers, 0, numbers.length);
    const differences = numbers.map((number, at) => number - (others?.[at] ?? NaN));
    for (let row = 0; row < numbers.length; row += width) {
      const error = norm(differences, row, row + width) / scale;
      largest = Number.isFinite(error) ? Math.max(largest, error) : Infinity;
    }
  }
  return largest;
}

function norm(numbers: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += (numbers[at] as number) ** 2;
  return Math.sqrt(sum / (to - from));
}
