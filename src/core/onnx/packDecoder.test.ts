import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from './model.ts';
import { packDecoder } from './packDecoder.ts';
import type { PackRefusal } from './packDecoderGraph.ts';
import { newNode, newValue } from './packDecoderGraph.ts';
import type { AttributeProto, GraphProto, ModelProto, NodeProto } from './types.ts';

type Whole = ModelProto & { graph: GraphProto };

const read = (folder: string, graph: string) => {
  const name = `${folder}/onnx/${graph}_quantized.onnx`;
  return readModel(new Uint8Array(readFileSync(name)), name);
};
const TINY = 'test/tiny-model/tiny-llava';
const POCKET = 'models/pocket-llava';
const standard = (folder = TINY): Whole => read(folder, 'decoder_model_merged');

function packed(model: ModelProto): Whole {
  const result = packDecoder(model);
  if ('refused' in result) throw new Error(JSON.stringify(result));
  return result as Whole;
}

/** What a value is computed from, as numbers: equal computations get equal numbers. */
function meaning({ graph }: Whole, names: Map<string, number>): (value: string) => number {
  const made = new Map(
    graph.node.flatMap((node) => node.output.map((name) => [name, node] as const))
  );
  made.delete('');
  const known = new Map<string, number>();
  const number = (text: string) => {
    const index = names.get(text) ?? names.size;
    names.set(text, index);
    return index;
  };
  const of = (value: string): number => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const node = made.get(value);
    const text = node
      ? JSON.stringify([
          node.opType,
          node.domain,
          node.output.indexOf(value),
          node.attribute.map(attribute).sort(),
          trimmed(node.input).map(of)
        ])
      : `leaf ${value}`;
    const index = number(text);
    known.set(value, index);
    return index;
  };
  return of;
}

const attribute = ({ name, i, f }: AttributeProto) => `${name}=${i ?? f}`;
const trimmed = (input: readonly string[]) =>
  input.slice(0, input.findLastIndex((name) => name !== '') + 1);

describe('packDecoder', () => {
  it.each([TINY, POCKET])('makes of %s what its packed graph computes', (folder) => {
    const made = packed(standard(folder));
    const shipped = read(folder, 'decoder_model_packed');
    const numbers = new Map<string, number>();
    const [ours, theirs] = [meaning(made, numbers), meaning(shipped, numbers)];
    expect(made.graph.output.map(({ name }) => name)).toEqual(
      shipped.graph.output.map(({ name }) => name)
    );
    for (const { name } of shipped.graph.output) expect(ours(name!), name).toBe(theirs(name!));
    const inputs = ({ graph }: Whole) => graph.input.map(({ name }) => name).sort();
    expect(inputs(made)).toEqual(inputs(shipped));
    expect(made.graph.node.length).toBe(shipped.graph.node.length);
    expect(made.graph.initializer.length).toBe(shipped.graph.initializer.length);
  });

  it('leaves the standard graph and every weight as they were', () => {
    const model = standard();
    const before = writeModel(model);
    const made = packed(model);
    expect(writeModel(model)).toEqual(before);
    const weights = ({ graph }: Whole) =>
      graph.initializer.filter(({ dataLocation }) => dataLocation === 1);
    expect(weights(made)).toEqual(weights(model));
    // What is written can be read again.
    expect(readModel(writeModel(made), 'packed').graph.node.length).toBe(made.graph.node.length);
  });

  it('orders nodes so that each comes after what it needs', () => {
    const { graph } = packed(standard());
    const known = new Set([
      '',
      ...graph.input.map(({ name }) => name!),
      ...graph.initializer.map(({ name }) => name!)
    ]);
    for (const node of graph.node) {
      for (const name of node.input) expect(known.has(name), name).toBe(true);
      for (const name of node.output) known.add(name);
    }
  });

  it('takes a graph that computes all logits: it gathers before the projection', () => {
    const model = standard();
    const slice = model.graph.node.find(({ opType }) => opType === 'Slice')!;
    const head = model.graph.node.find(({ output }) => output[0] === 'logits')!;
    head.input[0] = slice.input[0]!;
    model.graph.input = model.graph.input.filter(({ name }) => name !== 'num_logits_to_keep');
    const { graph } = packed(model);
    const kept = graph.node.find(({ input }) => input.includes('logit_positions'))!;
    expect(kept.opType).toBe('Gather');
    expect(graph.node.find(({ output }) => output[0] === 'logits')!.input[0]).toBe(kept.output[0]);
  });

  it('casts the bias once where the attention computes in 16 bits', () => {
    const model = standard();
    for (const input of model.graph.input) {
      if (input.name!.startsWith('past')) input.type!.tensorType!.elemType = 10;
    }
    const { graph } = packed(model);
    const [cut, cast] = graph.node;
    expect([cut!.opType, cut!.input[0], cast!.input]).toEqual([
      'Max',
      'attention_bias',
      cut!.output
    ]);
    expect([cast!.opType, cast!.attribute[0]!.i]).toEqual(['Cast', 10n]);
    // A score of any size that halves have stays a number when this is added.
    const least = graph.initializer.find(({ name }) => name === cut!.input[1])!;
    expect(new Float32Array(least.rawData!.slice().buffer)).toEqual(Float32Array.of(-65504 / 2));
    const attention = graph.node.filter(({ opType }) => opType === 'GroupQueryAttention');
    for (const { input } of attention) expect(input[10]).toBe(cast!.output[0]);
  });

  it('cuts query, key and value apart where they come as one', () => {
    const model = standard();
    for (const node of attentions(model)) node.input.splice(1, 2, '', '');
    const { graph } = packed(model);
    const split = graph.node.find(({ opType }) => opType === 'Split')!;
    const sizes = graph.initializer.find(({ name }) => name === split.input[1])!;
    expect([...new BigInt64Array(sizes.rawData!.slice().buffer)]).toEqual([64n, 32n, 32n]);
    const attention = graph.node.find(({ opType }) => opType === 'GroupQueryAttention')!;
    expect(attention.input[2]).toBe(split.output[2]);
  });

  it('drops a window wider than any prompt: it would count the tokens of all prompts', () => {
    const model = standard();
    const empty = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
    for (const { attribute } of attentions(model)) {
      attribute.push({ ...empty, name: 'local_window_size', i: 4096n, type: 2 });
    }
    const named = packed(model).graph.node.flatMap(({ attribute }) => attribute);
    expect(named.map(({ name }) => name)).not.toContain('local_window_size');
  });

  it('keeps a rotation that already stands outside', () => {
    const rotated = packed(standard());
    // The packed graph with the standard graph's choice of logits is such a graph.
    const graph: GraphProto = {
      ...rotated.graph,
      input: rotated.graph.input.filter(({ name }) => name !== 'logit_positions'),
      node: rotated.graph.node.flatMap((node) => {
        if (node.opType === 'GroupQueryAttention')
          return { ...node, input: node.input.slice(0, 7) };
        const last = node.output[0] === 'logits' ? [node] : [];
        if (last.length > 0) node.input[0] = 'l2_in_y';
        return node.input.includes('logit_positions') ? [] : node;
      })
    };
    const again = packed({ ...rotated, graph });
    expect(again.graph.node.filter(({ opType }) => opType === 'RotaryEmbedding')).toHaveLength(4);
  });

  it('puts the bias where MultiHeadAttention had its mask, and drops the mask', () => {
    const model = standard();
    const { graph } = model;
    graph.input.push(newValue('position_ids', 7, ['batch_size', 'sequence_length']));
    graph.node = graph.node.flatMap((node): NodeProto[] => {
      if (node.opType !== 'GroupQueryAttention') return [node];
      const [query, key, value, ...rest] = node.input as [string, string, string, ...string[]];
      const layer = node.output[0]!;
      const turned = newNode(
        'RotaryEmbedding',
        [query, 'position_ids', 'cos', 'sin'],
        [`${layer}/turned`],
        {}
      );
      const mask = newNode('CumSum', ['attention_mask', 'axis1'], [`${layer}/mask`], {});
      const input = [`${layer}/turned`, key, value, '', '', `${layer}/mask`, ...rest.slice(0, 2)];
      const heads = { num_heads: 4 };
      return [turned, mask, newNode('MultiHeadAttention', input, node.output, heads)];
    });
    const made = packed(model).graph;
    const attention = made.node.filter(({ opType }) => opType === 'MultiHeadAttention');
    expect(attention.map(({ input }) => input[5])).toEqual(['attention_bias', 'attention_bias']);
    expect(made.node.some(({ opType }) => opType === 'CumSum')).toBe(false);
  });
});

const attentions = ({ graph }: Whole) =>
  graph.node.filter(({ opType }) => opType === 'GroupQueryAttention');

describe('packDecoder refuses, with the reason,', () => {
  const cases: [string, PackRefusal['refused'], (model: Whole) => void][] = [
    ['a sliding window', 'pack-attention', (model) => setOption(model, 'local_window_size', 512n)],
    ['an option it does not know', 'pack-attention', (model) => setOption(model, 'new_option', 1n)],
    [
      'an attention that has a bias already',
      'pack-attention',
      (model) => attentions(model).forEach(({ input }) => (input[10] = 'l0_in_y'))
    ],
    [
      'tables of angles that are computed',
      'pack-attention',
      (model) => attentions(model).forEach(({ input }) => (input[7] = 'l0_in_y'))
    ],
    [
      'attention without rotation or positions',
      'pack-positions',
      (model) => setOption(model, 'do_rotary', 0n)
    ],
    [
      'attention spelled out in small operators',
      'pack-attention',
      (model) => attentions(model).forEach((node) => (node.opType = 'Softmax'))
    ],
    [
      'a mask inside MultiHeadAttention',
      'pack-attention',
      (model) => attentions(model).forEach((node) => (node.opType = 'MultiHeadAttention'))
    ],
    [
      'a layer with another kind of memory',
      'pack-state',
      ({ graph }) => {
        graph.input.at(-1)!.name = 'past_conv.1';
        graph.node.find(({ opType }) => opType === 'Sigmoid')!.input.push('past_conv.1');
      }
    ],
    [
      'a layer without attention',
      'pack-attention',
      (model) => (attentions(model)[0]!.opType = 'LinearAttention')
    ],
    [
      'no tokens',
      'pack-inputs',
      ({ graph }) => (graph.input.find(({ name }) => name === 'inputs_embeds')!.name = 'tokens')
    ],
    [
      'a scale taken over all tokens',
      'pack-operator',
      ({ graph }) =>
        (graph.node.find(({ opType }) => opType === 'Sigmoid')!.opType = 'DynamicQuantizeLinear')
    ],
    [
      'branches',
      'pack-operator',
      ({ graph }) => (graph.node.find(({ opType }) => opType === 'Sigmoid')!.opType = 'If')
    ],
    [
      'logits that come from elsewhere',
      'pack-logits',
      ({ graph }) => (graph.node.find(({ output }) => output[0] === 'logits')!.opType = 'TopK')
    ],
    [
      'a second use of num_logits_to_keep',
      'pack-logits',
      ({ graph }) => {
        const norm = graph.node.find(({ opType }) => opType === 'Sigmoid')!;
        norm.input.push('num_logits_to_keep');
      }
    ]
  ];
  it.each(cases)('%s', (_, code, change) => {
    const model = standard();
    change(model);
    expect(packDecoder(model)).toMatchObject({ refused: code });
  });

  function setOption(model: Whole, name: string, i: bigint) {
    for (const { attribute } of attentions(model)) {
      const given = attribute.find((one) => one.name === name);
      if (given) given.i = i;
      else {
        const empty = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
        attribute.push({ ...empty, name, i, type: 2 });
      }
    }
  }
});
