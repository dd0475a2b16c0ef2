import { attentionBias, layoutTree } from '../../src/core/tokens/treeLayout.ts';
import { positionsOf } from '../../src/engine/adapters/positions.ts';
import { logSoftmaxAt } from '../../src/engine/logSoftmax.ts';
import type { OrtTensor } from '../../src/engine/tensor.ts';
import { noiseFor, uniform } from '../tiny-model/noise.ts';
import { numbersIn, tensor, type Session } from './runtime.ts';

/** Tokens that stand for a picture's, on a grid where positions have three axes. */
const PICTURE = 3;
const GRID = { rows: 3, columns: 4 };
const PREFIX = [10, 11, ...new Array<number>(GRID.rows * GRID.columns).fill(PICTURE), 12, 13, 14];

/** Four prompts behind one prefix; the first two share a beginning. */
const TREE = {
  nodes: [
    { parent: -1, ids: [20, 21, 22] },
    { parent: 0, ids: [30, 31, 32, 33] },
    { parent: 0, ids: [40] },
    { parent: -1, ids: [50, 51] },
    { parent: -1, ids: [60, 61, 62, 63, 64, 65] }
  ],
  leaves: [1, 2, 3, 4]
};

interface Call {
  ids: readonly number[];
  /** Index of the token before each in its own prompt, -1: the past. */
  before: readonly number[];
  past: Past | null;
  /** Rows of logits that are wanted. */
  wanted: readonly number[];
  /** [S, P + S] */
  bias?: Float32Array;
}

interface Past {
  length: number;
  next: number;
  tensors: Readonly<Record<string, OrtTensor>>;
}

/** One call of a decoder, standard, gathered or packed, as the engine makes it. */
async function call(session: Session, { ids, before, past, wanted, bias }: Call) {
  const inputs = new Map(session.inputMetadata.map((input) => [input.name, input]));
  const length = ids.length;
  const width = (past?.length ?? 0) + length;
  const axes = inputs.get('position_ids')?.shape?.length === 3 ? (3 as const) : (1 as const);
  const recipe = { axes, grid: GRID, placeholder: PICTURE };
  const positions = positionsOf({ ids, before }, past?.next ?? 0, recipe);
  const given: Record<string, [values: readonly number[] | Float32Array, dims: number[]]> = {
    input_ids: [ids, [1, length]],
    inputs_embeds: [ids.flatMap((id, at) => vector(session, id, at)), [1, length, -1]],
    attention_mask: [new Array<number>(width).fill(1), [1, width]],
    position_ids: [positions.axes.flat(), axes === 3 ? [3, 1, length] : [1, length]],
    attention_bias: [bias ?? [], [1, 1, length, width]],
    logit_positions: [wanted, [wanted.length]],
    num_logits_to_keep: [[length], []]
  };
  const feeds: Record<string, OrtTensor> = {};
  for (const [name, { type, shape }] of inputs) {
    const own = given[name];
    if (own) {
      const [values, dims] = own;
      feeds[name] = tensor(
        type,
        values,
        dims.at(-1) === -1 ? [1, length, Number(shape![2])] : dims
      );
    } else {
      // Keys and values of no token, or a state that is all zeros.
      const dims = shape!.map((size, axis) =>
        axis === 0 ? 1 : typeof size === 'number' ? size : 0
      );
      const zeros = new Float32Array(dims.reduce((product, size) => product * size, 1));
      feeds[name] = past?.tensors[name] ?? tensor(type, zeros, dims);
    }
  }
  const { logits, ...present } = await session.run(feeds);
  const rows = rowsOf(logits!);
  const tensors = Object.fromEntries(
    Object.entries(present).map(([name, one]) => [name.replace('present', 'past_key_values'), one])
  );
  return {
    rows: inputs.has('logit_positions') ? rows : wanted.map((at) => rows[at]!),
    past: { length: width, next: positions.next, tensors }
  };
}

/** A token's vector: any will do, as long as it is always the same one. */
function vector(session: Session, id: number, at: number): number[] {
  const width = Number(
    session.inputMetadata.find(({ name }) => name === 'inputs_embeds')?.shape?.[2] ?? 0
  );
  // A picture's tokens differ by their place.
  return [...uniform(noiseFor(id === PICTURE ? at : 0, `token ${id}`), width, 1)];
}

/** Log-probabilities over the vocabulary, row by row. */
function rowsOf(logits: OrtTensor): number[][] {
  const vocabulary = logits.dims.at(-1)!;
  const all = Array.from({ length: vocabulary }, (_, id) => id);
  const data = numbersIn(logits);
  return Array.from({ length: data.length / vocabulary }, (_, row) =>
    logSoftmaxAt(data.slice(row * vocabulary, (row + 1) * vocabulary), all)
  );
}

const inOneRun = (count: number) => Array.from({ length: count }, (_, at) => at - 1);

/** Each prompt of the tree by itself, from its first token, through a standard or gathered graph. */
export async function askAlone(session: Session): Promise<number[][]> {
  const rows: number[][] = [];
  for (const leaf of TREE.leaves) {
    const { parent, ids } = TREE.nodes[leaf]!;
    const whole = [...PREFIX, ...(parent === -1 ? [] : TREE.nodes[parent]!.ids), ...ids];
    const before = inOneRun(whole.length);
    const one = { ids: whole, before, past: null, wanted: [whole.length - 1] };
    rows.push(...(await call(session, one)).rows);
  }
  return rows;
}

/**
 * All prompts of the tree in one call of a packed graph.
 * @param reuse behind a prefix that was computed before; else the prefix is a part of the tree
 * @param apart false lets each token see all tokens before it, whichever prompt they belong to
 */
export async function askPacked(session: Session, reuse: boolean, apart = true) {
  const first = { ids: PREFIX, before: inOneRun(PREFIX.length), past: null, wanted: [0] };
  const bias = causal(PREFIX.length, 0);
  const past = reuse ? (await call(session, { ...first, bias })).past : null;
  const shift = reuse ? 0 : 1;
  const nodes = TREE.nodes.map(({ parent, ids }) => ({ parent: parent + shift, ids }));
  const layout = layoutTree(past?.length ?? 0, {
    nodes: reuse ? nodes : [{ parent: -1, ids: PREFIX }, ...nodes],
    reads: TREE.leaves.map((leaf) => {
      return { node: leaf + shift, offset: TREE.nodes[leaf]!.ids.length - 1, targets: [] };
    }),
    jobs: []
  });
  const mask = apart ? attentionBias(layout) : causal(layout.ids.length, layout.prefixLength);
  const wanted = layout.logitPositions;
  const { rows } = await call(session, { ...layout, past, wanted, bias: mask });
  return rows;
}

function causal(length: number, prefix: number): Float32Array {
  const width = prefix + length;
  return Float32Array.from({ length: length * width }, (_, at) =>
    at % width > prefix + Math.floor(at / width) ? -65504 : 0
  );
}

/** The largest difference of a log-probability. */
export const difference = (a: readonly number[][], b: readonly number[][]): number =>
  Math.max(...a.map((row, at) => Math.max(...row.map((one, id) => Math.abs(one - b[at]![id]!)))));
