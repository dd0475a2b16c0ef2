import { readFileSync } from 'node:fs';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelOf, node, value, weights } from '../../../test/tiny-model/graph.ts';
import { readModel, writeModel } from './model.ts';
import { packDecoder } from './packDecoder.ts';
import { spellProducts } from './spellProducts.ts';
import { DataType, EXTERNAL, type ModelProto, type TensorProto } from './types.ts';

beforeAll(() => {
  env.wasm.numThreads = 1;
});

interface Sizes {
  rows: number;
  columns: number;
  bits?: 4 | 8;
  zeros?: boolean;
}

/** y = x Wᵀ as model builders write it, weights in blocks of 32. */
function product({ rows, columns, bits = 4, zeros = false }: Sizes): ModelProto {
  const runs = (rows * columns) / 32;
  const bytes = (count: number, seed: number) =>
    Uint8Array.from({ length: count }, (_, at) => (at * 151 + (at >> 3) * 29 + seed) % 256);
  const scales = Float32Array.from({ length: runs }, (_, at) => 0.01 + (at % 7) / 900);
  const constants = [
    weights('w', [rows, columns / 32, 4 * bits], bytes((rows * columns * bits) / 8, 3)),
    weights('s', [rows, columns / 32], scales),
    ...(zeros ? [weights('z', [(runs * bits) / 8], bytes((runs * bits) / 8, 77))] : [])
  ];
  const attributes = {
    N: BigInt(rows),
    K: BigInt(columns),
    bits: BigInt(bits),
    block_size: 32n
  };
  const input = ['x', ...constants.map(({ name }) => name!)];
  return modelOf(
    'product',
    [node('MatMulNBits', input, ['y'], attributes)],
    constants,
    [value('x', DataType.float, [1, 's', columns])],
    [value('y', DataType.float, [1, 's', rows])]
  );
}

const operatorsOf = (model: ModelProto) => model.graph!.node.map(({ opType }) => opType);
const placesOf = ({ externalData }: TensorProto) =>
  Object.fromEntries(externalData.map(({ key, value: text }) => [key, text]));

async function run(model: ModelProto, tokens: number, columns: number): Promise<Float32Array> {
  const session = await InferenceSession.create(writeModel(model));
  const x = Float32Array.from({ length: tokens * columns }, (_, at) => Math.sin(at * 0.37));
  const { y } = await session.run({ x: new Tensor('float32', x, [1, tokens, columns]) });
  await session.release();
  return y!.data as Float32Array;
}

describe('spellProducts', () => {
  it.each<[string, Sizes]>([
    ['4 bits', { rows: 96, columns: 128 }],
    ['4 bits with zero points', { rows: 96, columns: 128, zeros: true }],
    ['8 bits', { rows: 64, columns: 96, bits: 8 }],
    ['8 bits with zero points', { rows: 64, columns: 96, bits: 8, zeros: true }],
    ['more rows than are floats at once', { rows: 20_000, columns: 32 }]
  ])('gives the same numbers in the runtime: %s', async (_, sizes) => {
    const model = product(sizes);
    const spelled = spellProducts(model);
    expect(operatorsOf(spelled)).toContain('DequantizeLinear');
    expect(operatorsOf(spelled)).not.toContain('MatMulNBits');
    for (const tokens of [1, 5]) {
      const measure = await run(model, tokens, sizes.columns);
      const own = await run(spelled, tokens, sizes.columns);
      expect(Math.max(...measure.slice(0, 1000).map(Math.abs))).toBeGreaterThan(0.5);
      expect(own).toHaveLength(measure.length);
      const apart = own.reduce((most, y, at) => Math.max(most, Math.abs(y - measure[at]!)), 0);
      expect(apart).toBeLessThan(1e-5);
    }
  });

  it('leaves no product of a real exporter’s graph as it was, nor the graph it was given', () => {
    const name = 'test/fixtures/twins/llava-interleave-0.5b/onnx/decoder_model_merged_q4.onnx';
    const model = packDecoder(readModel(new Uint8Array(readFileSync(name)), name));
    if ('refused' in model) throw new Error(model.refused);
    const before = writeModel(model);
    const spelled = spellProducts(model);
    expect(operatorsOf(model)).toContain('MatMulNBits');
    expect(operatorsOf(spelled)).not.toContain('MatMulNBits');
    expect(Buffer.compare(writeModel(model), before)).toBe(0);
    const { graph } = spelled;
    const known = new Set([
      '',
      ...graph!.input.map((input) => input.name!),
      ...graph!.initializer.map((tensor) => tensor.name!)
    ]);
    for (const { input, output } of graph!.node) {
      for (const value of input) expect(known.has(value), value).toBe(true);
      for (const value of output.filter((one) => one !== '')) {
        expect(known.has(value), value).toBe(false);
        known.add(value);
      }
    }
  });

  it('cuts weights in a file beside the graph into pieces that lie end to end', () => {
    const model = product({ rows: 20_000, columns: 64 });
    const [w, s] = model.graph!.initializer as [TensorProto, TensorProto];
    moveOut(w, 1000);
    moveOut(s, 700_000);
    const { graph } = spellProducts(model);
    const pieces = (length: number) =>
      graph!.initializer
        .filter(({ dataLocation, dims }) => dataLocation === EXTERNAL && dims.length === length)
        .map(placesOf);
    for (const [length, start, bytes] of [
      [2, 1000, 640_000],
      [1, 700_000, 160_000]
    ] as const) {
      let at = start;
      for (const place of pieces(length)) {
        expect(place).toMatchObject({ location: 'beside', offset: String(at) });
        at += Number(place.length);
      }
      expect(pieces(length)).toHaveLength(3);
      expect(at).toBe(start + bytes);
    }
  });

  it('makes bytes of 4 bits only where there is room for them', () => {
    const small = product({ rows: 64, columns: 64 });
    const large = product({ rows: 64, columns: 64 });
    // Weights that nobody loads here: a vocabulary of 152k by 8960.
    const [w, s] = large.graph!.initializer as [TensorProto, TensorProto];
    const [rows, columns] = [151_936, 8960];
    const { attribute } = large.graph!.node[0]!;
    attribute.find(({ name }) => name === 'N')!.i = BigInt(rows);
    attribute.find(({ name }) => name === 'K')!.i = BigInt(columns);
    moveOut(w, 0, (rows * columns) / 2);
    moveOut(s, 0, (rows * columns) / 8);
    expect(operatorsOf(spellProducts(small))).toContain('Cast');
    expect(operatorsOf(spellProducts(large))).toContain('DequantizeLinear');
    expect(operatorsOf(spellProducts(large))).not.toContain('Cast');
  });

  it.each<[string, (model: ModelProto) => void]>([
    ['columns in another order', ({ graph }) => graph!.node[0]!.input.push('', 'order')],
    ['a bias', ({ graph }) => graph!.node[0]!.input.push('', '', 'bias')],
    ['scales in halves', ({ graph }) => (graph!.initializer[1]!.dataType = DataType.float16)],
    ['scales that are computed', ({ graph }) => graph!.initializer.pop()],
    [
      'a number of bits it does not know',
      ({ graph }) => (graph!.node[0]!.attribute.find(({ name }) => name === 'bits')!.i = 2n)
    ],
    [
      'an operator of which it does not know what releases made of it',
      ({ graph }) => graph!.node.push(node('Resize', ['y'], ['r']))
    ]
  ])('leaves a graph with %s as it is', (_, change) => {
    const model = product({ rows: 64, columns: 64 });
    change(model);
    expect(spellProducts(model)).toBe(model);
  });
});

function moveOut(tensor: TensorProto, offset: number, length = tensor.rawData!.length) {
  const place = { location: 'beside', offset: String(offset), length: String(length) };
  tensor.externalData = Object.entries(place).map(([key, text]) => ({ key, value: text }));
  tensor.dataLocation = EXTERNAL;
  delete tensor.rawData;
}
