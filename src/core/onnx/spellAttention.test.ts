import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from './model.ts';
import { packDecoder } from './packDecoder.ts';
import { wholeNumbers } from './packDecoderGraph.ts';
import { spellAttention } from './spellAttention.ts';
import type { AttributeProto, GraphProto, ModelProto, NodeProto } from './types.ts';

type Whole = ModelProto & { graph: GraphProto };

const packed = (): Whole => {
  const name = 'test/tiny-model/tiny-llava/onnx/decoder_model_packed_quantized.onnx';
  return readModel(new Uint8Array(readFileSync(name)), name);
};
const spelled = (model: Whole) => spellAttention(model) as Whole;
const fusedIn = ({ graph }: Whole) =>
  graph.node.filter(({ opType }) => opType === 'GroupQueryAttention');
const option = (fields: Partial<AttributeProto>): AttributeProto => {
  return { floats: [], ints: [], strings: [], tensors: [], graphs: [], ...fields };
};

// That both graphs give the same numbers is shown where they run: test/browser/engine.test.mjs.
describe('spellAttention', () => {
  it('spells every attention of a packed graph out, and leaves the graph it was given', () => {
    const model = packed();
    const before = writeModel(model);
    expect(fusedIn(model)).toHaveLength(2);
    expect(fusedIn(spelled(model))).toEqual([]);
    expect(writeModel(model)).toEqual(before);
  });

  it('keeps inputs, outputs and weights, so that keys and values can be exchanged', () => {
    const model = packed();
    const made = spelled(model);
    expect(made.graph.input).toEqual(model.graph.input);
    expect(made.graph.output).toEqual(model.graph.output);
    expect(made.graph.initializer.slice(0, model.graph.initializer.length)).toEqual(
      model.graph.initializer
    );
    const outputs = made.graph.node.flatMap(({ output }) => output);
    for (const { name } of made.graph.output) expect(outputs).toContain(name);
  });

  it('orders nodes so that each comes after what it needs, and names each value once', () => {
    const { graph } = spelled(packed());
    const known = new Set([
      '',
      ...graph.input.map(({ name }) => name!),
      ...graph.initializer.map(({ name }) => name!)
    ]);
    for (const node of graph.node) {
      for (const name of node.input) expect(known.has(name), name).toBe(true);
      for (const name of node.output.filter((one) => one !== '')) {
        expect(known.has(name), name).toBe(false);
        known.add(name);
      }
    }
  });

  it('works on the keys that a graph repeats for the heads that share them', () => {
    const name = 'test/fixtures/twins/smolvlm2-256m-video/onnx/decoder_model_merged_bnb4.onnx';
    const model = readModel(new Uint8Array(readFileSync(name)), name);
    const made = spelled(packDecoder(model) as Whole);
    const operators = made.graph.node.map(({ opType }) => opType);
    for (const gone of ['MultiHeadAttention', 'Expand']) expect(operators).not.toContain(gone);
    const keys = made.graph.node.filter(({ input }) => input[0] === 'present.0.key');
    expect(keys.map(({ opType }) => opType)).toEqual(['Transpose']);
  });

  it('leaves an attention whose keys are repeated in another order', () => {
    const name = 'test/fixtures/twins/smolvlm2-256m-video/onnx/decoder_model_merged_bnb4.onnx';
    const model = packDecoder(readModel(new Uint8Array(readFileSync(name)), name)) as Whole;
    const one = model.graph.node.find(({ opType }) => opType === 'Expand')!;
    const axis = model.graph.node.find(({ output }) => output[0] === one.input[0])!;
    axis.input[1] = 'axis1';
    model.graph.initializer.push(wholeNumbers('axis1', [1]));
    const operators = spelled(model).graph.node.map(({ opType }) => opType);
    expect(operators.filter((operator) => operator === 'MultiHeadAttention')).toHaveLength(1);
  });

  it('scales by the root of the head size where the graph names no scale', () => {
    const model = packed();
    for (const node of fusedIn(model)) {
      node.attribute = node.attribute.filter(({ name }) => name !== 'scale');
    }
    const { graph } = spelled(model);
    const scale = graph.initializer.find(({ name }) => name!.endsWith('/scale'))!;
    expect(new Float32Array(scale.rawData!.slice().buffer)[0]).toBeCloseTo(1 / 4, 6);
  });

  it.each<[string, (node: NodeProto, model: Whole) => void]>([
    ['a window', ({ attribute }) => attribute.push(option({ name: 'local_window_size', i: 64n }))],
    ['a soft cap', ({ attribute }) => attribute.push(option({ name: 'softcap', f: 50 }))],
    ['a rotation inside', (node) => setWhole(node, 'do_rotary', 1n)],
    [
      'an option it does not know',
      ({ attribute }) => attribute.push(option({ name: 'new', i: 1n }))
    ],
    ['no bias', ({ input }) => input.pop()],
    ['an input it does not know', ({ input }) => input.push('head_sink')],
    [
      'halves',
      ({ input }, { graph }) => {
        const past = graph.input.find(({ name }) => name === input[3]);
        past!.type!.tensorType!.elemType = 10;
      }
    ]
  ])('leaves an attention with %s as it is', (_, change) => {
    const model = packed();
    const [first] = fusedIn(model);
    change(first!, model);
    expect(fusedIn(spelled(model))).toEqual([first]);
  });
});

function setWhole(node: NodeProto, name: string, i: bigint) {
  node.attribute.find((one) => one.name === name)!.i = i;
}
