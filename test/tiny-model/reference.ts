import { readModel } from '../../src/core/onnx/model.ts';
import type { TensorProto } from '../../src/core/onnx/types.ts';
import { SHAPE } from './shape.ts';

/**
 * The tiny model's arithmetic written out in double precision, independent of any runtime: what
 * WASM and WebGPU are measured against. Text only.
 */

/** Vectors, one per token. */
type Rows = number[][];

const { hidden, intermediate, heads, kvHeads, headSize, epsilon } = SHAPE;
const ZERO_POINT = 128;
const BLOCK = 32;

/** Log-probability of every token to follow the last of `ids`. */
export function nextLogProbabilities(
  files: ReadonlyMap<string, Uint8Array>,
  ids: readonly number[]
): number[] {
  const embed = tensorsOf(files, 'embed_tokens');
  const decoder = tensorsOf(files, 'decoder_model_merged');
  const linear = (name: string, inputs: number, rows: Rows) => {
    const matrix = dequantised(decoder, `${name}_q`, `${name}_s`, inputs);
    return rows.map((row) => matrix.map((weights) => dot(weights, row)));
  };
  const norm = (name: string, rows: Rows) => rows.map((row) => normed(row, decoder(name)));
  const turned = (rows: Rows) => rows.map((row, at) => rotated(row, at, decoder));

  const table = dequantised(embed, 'E_q', 'E_s', hidden);
  let rows: Rows = ids.map((id) => table[id]!);
  for (let index = 0; index < SHAPE.layers; index++) {
    const layer = `l${index}`;
    const before = norm(`${layer}_in_w`, rows);
    const mixed = attended(
      turned(linear(`${layer}_q`, hidden, before)),
      turned(linear(`${layer}_k`, hidden, before)),
      linear(`${layer}_v`, hidden, before)
    );
    rows = sum(rows, linear(`${layer}_o`, hidden, mixed));
    const between = norm(`${layer}_post_w`, rows);
    const gate = linear(`${layer}_g`, hidden, between);
    const up = linear(`${layer}_u`, hidden, between);
    const gated = gate.map((row, at) => row.map((g, i) => (g / (1 + Math.exp(-g))) * up[at]![i]!));
    rows = sum(rows, linear(`${layer}_dn`, intermediate, gated));
  }
  const last = norm(`l${SHAPE.layers}_in_w`, rows.slice(-1));
  const logits = linear('lm_head', hidden, last)[0]!;
  const top = Math.max(...logits);
  const total = Math.log(logits.reduce((mass, logit) => mass + Math.exp(logit - top), 0)) + top;
  return logits.map((logit) => logit - total);
}

/** Causal attention of each query over the keys up to its own; heads share keys in groups. */
function attended(queries: Rows, keys: Rows, values: Rows): Rows {
  return queries.map((query, at) => {
    const output = new Array<number>(heads * headSize).fill(0);
    for (let head = 0; head < heads; head++) {
      const own = Math.floor(head / (heads / kvHeads)) * headSize;
      const part = query.slice(head * headSize, (head + 1) * headSize);
      const scores = keys
        .slice(0, at + 1)
        .map((key) => dot(key.slice(own, own + headSize), part) / Math.sqrt(headSize));
      const top = Math.max(...scores);
      const shares = scores.map((score) => Math.exp(score - top));
      const total = shares.reduce((mass, share) => mass + share, 0);
      for (let i = 0; i < headSize; i++) {
        const mixed = shares.reduce((mix, share, key) => mix + share * values[key]![own + i]!, 0);
        output[head * headSize + i] = mixed / total;
      }
    }
    return output;
  });
}

/** Rotary position embedding: the halves of each head turn against each other. */
function rotated(row: readonly number[], position: number, tensor: Tensors): number[] {
  const half = headSize / 2;
  const [cos, sin] = [tensor('cos'), tensor('sin')];
  return row.map((value, index) => {
    const within = index % headSize;
    const angle = position * half + (within % half);
    const partner = within < half ? -row[index + half]! : row[index - half]!;
    return value * cos[angle]! + partner * sin[angle]!;
  });
}

function normed(row: readonly number[], weights: ArrayLike<number>): number[] {
  const scale = 1 / Math.sqrt(dot(row, row) / row.length + epsilon);
  return row.map((value, index) => value * scale * weights[index]!);
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((total, value, index) => total + value * b[index]!, 0);

const sum = (a: Rows, b: Rows) => a.map((row, at) => row.map((value, i) => value + b[at]![i]!));

/** Rows of 8-bit weights with one scale per block of 32. */
function dequantised(tensor: Tensors, quantised: string, scales: string, width: number): Rows {
  const [bytes, scale] = [tensor(quantised), tensor(scales)];
  return Array.from({ length: bytes.length / width }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const at = row * width + column;
      return (bytes[at]! - ZERO_POINT) * scale[Math.floor(at / BLOCK)]!;
    })
  );
}

type Tensors = (name: string) => Float32Array | Uint8Array;

/** A graph's weights by name, out of its own file and those beside it. */
function tensorsOf(files: ReadonlyMap<string, Uint8Array>, graph: string): Tensors {
  const name = `onnx/${graph}_quantized.onnx`;
  const { initializer } = readModel(files.get(name)!, name).graph;
  const bytesOf = ({ rawData, externalData }: TensorProto) => {
    if (rawData) return rawData.slice();
    const place = Object.fromEntries(externalData.map(({ key, value }) => [key, value]));
    const offset = Number(place['offset']);
    return files.get(`onnx/${place['location']}`)!.slice(offset, offset + Number(place['length']));
  };
  return (wanted) => {
    const tensor = initializer.find((candidate) => candidate.name === wanted);
    if (!tensor) throw new Error(`${name} has no ${wanted}`);
    const bytes = bytesOf(tensor);
    return tensor.dataType === 1 ? new Float32Array(bytes.buffer) : bytes;
  };
}
