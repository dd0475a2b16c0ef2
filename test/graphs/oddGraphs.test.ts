import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gatherDecoder } from '../../src/core/onnx/gatherDecoder.ts';
import { readModel } from '../../src/core/onnx/model.ts';
import { packDecoder } from '../../src/core/onnx/packDecoder.ts';
import { namesOf } from '../../src/core/onnx/packDecoderGraph.ts';
import type { GraphProto, ModelProto, NodeProto } from '../../src/core/onnx/types.ts';
import { integers, node, weights } from '../tiny-model/graph.ts';
import { decoderTurningOutside } from '../tiny-model/kindDecoders.ts';
import { noiseFor, uniform } from '../tiny-model/noise.ts';
import { askAlone, askPacked, difference } from './ask.ts';
import { rewritten, rowsOf } from './rewritten.ts';

// Styles that no twin has, made from one that has another.

type Whole = ModelProto & { graph: GraphProto };

const spelledOut = (): Whole => {
  const name = 'test/fixtures/twins/nanollava/onnx/decoder_model_merged_q4.onnx';
  return readModel(new Uint8Array(readFileSync(name)), name);
};
const EXACT = 1e-5;

/** Counts positions from the mask, as exporters do where the caller gives none. */
const COUNTED = [
  node('CumSum', ['attention_mask', 'count_axis'], ['count']),
  node('Sub', ['count', 'count_one'], ['count_all']),
  node('Shape', ['inputs_embeds'], ['count_shape']),
  node('Slice', ['count_shape', 'count_one', 'count_two'], ['count_length']),
  node('Neg', ['count_length'], ['count_start']),
  node('Slice', ['count_all', 'count_start', 'count_end', 'count_one'], ['counted'])
];

/** The model with positions of its own in place of those that it was given. */
function counting({ graph, ...rest }: Whole, more: NodeProto[] = []): Whole {
  const placed = graph.node.map((one) => ({
    ...one,
    input: one.input.map((name) => (name === 'position_ids' ? 'counted' : name))
  }));
  return {
    ...rest,
    graph: {
      ...graph,
      node: [...COUNTED, ...more, ...placed],
      input: graph.input.filter(({ name }) => name !== 'position_ids'),
      initializer: [
        ...graph.initializer,
        { ...integers('count_axis', [1n]), dims: [] },
        integers('count_one', [1n]),
        integers('count_two', [2n]),
        integers('count_end', [2n ** 62n])
      ]
    }
  };
}

/** The model with a vector from a table of positions added to each token. */
function withTable(model: Whole): Whole {
  const counted = counting(model, [
    node('Gather', ['places', 'counted'], ['place'], { axis: 0n }),
    node('Add', ['inputs_embeds', 'place'], ['placed'])
  ]);
  const table = weights('places', [64, 64], uniform(noiseFor(1, 'places'), 64 * 64, 0.5));
  for (const one of counted.graph.node) {
    const own = one.output[0] === 'placed' || one.opType === 'Shape';
    if (!own) one.input = one.input.map((name) => (name === 'inputs_embeds' ? 'placed' : name));
  }
  counted.graph.initializer.push(table);
  return counted;
}

describe('a graph that counts positions by itself packs with those from outside', () => {
  it.each<[string, Whole]>([
    ['angles', counting(spelledOut())],
    ['a table, and angles', withTable(spelledOut())],
    ['rotations by an operator', counting(decoderTurningOutside(2) as Whole)]
  ])('%s', async (_, model) => {
    const alone = await rowsOf(model, askAlone);
    const packed = rewritten(packDecoder(model));
    expect(namesOf(packed.graph!.input)).toContain('position_ids');
    await rowsOf(packed, async (session) => {
      expect(difference(await askPacked(session, true), alone)).toBeLessThanOrEqual(EXACT);
      expect(difference(await askPacked(session, false), alone)).toBeLessThanOrEqual(EXACT);
    });
  });
});

describe('logits of wanted positions only', () => {
  it('where the projection takes rows of one list', async () => {
    const model = spelledOut();
    const { graph } = model;
    const at = graph.node.findIndex(({ output }) => output[0] === 'logits');
    const hidden = graph.node[at]!.input[0]!;
    const vocabulary = graph.output[0]!.type!.tensorType!.shape!.dim[2]!.dimValue!;
    const head = uniform(noiseFor(2, 'head'), 64 * vocabulary, 0.2);
    graph.node.splice(
      at,
      1,
      node('Shape', [hidden], ['hidden_shape']),
      node('Slice', ['hidden_shape', 'from', 'to'], ['rows']),
      node('Concat', ['rows', 'width'], ['logits_shape'], { axis: 0n }),
      node('Reshape', [hidden, 'list'], ['hidden_list']),
      node('Gemm', ['hidden_list', 'head'], ['logits_list'], { transB: 1n }),
      node('Reshape', ['logits_list', 'logits_shape'], ['logits'])
    );
    graph.initializer.push(
      weights('head', [vocabulary, 64], head),
      integers('from', [0n]),
      integers('to', [2n]),
      integers('width', [BigInt(vocabulary)]),
      integers('list', [-1n, 64n])
    );
    const alone = await rowsOf(model, askAlone);
    for (const made of [gatherDecoder(model), packDecoder(model)].map(rewritten)) {
      const gemm = made.graph!.node.find(({ opType }) => opType === 'Gemm')!;
      expect(gemm.input[0]).toBe('packed/kept');
      const ask = made.graph!.input.some(({ name }) => name === 'attention_bias')
        ? (session: Parameters<typeof askAlone>[0]) => askPacked(session, true)
        : askAlone;
      expect(difference(await rowsOf(made, ask), alone)).toBeLessThanOrEqual(EXACT);
    }
  });
});

describe('a mask that holds more than "no later token" is not replaced', () => {
  /** Puts a change between the mask of the first layer and its scores. */
  function changed(
    nodes: (mask: string) => NodeProto[],
    ...initializer: GraphProto['initializer']
  ) {
    const model = spelledOut();
    const { graph } = model;
    const softmax = graph.node.find(({ opType }) => opType === 'Softmax')!;
    const add = graph.node.find(({ output }) => output[0] === softmax.input[0])!;
    const made = nodes(add.input[1]!);
    graph.node.splice(graph.node.indexOf(add), 0, ...made);
    add.input[1] = made.at(-1)!.output[0]!;
    graph.initializer.push(...initializer);
    return [packDecoder(model), add.name] as const;
  }

  it('slopes by distance', () => {
    const [refusal, name] = changed(
      (mask) => [node('Add', [mask, 'slopes'], ['sloped'])],
      weights('slopes', [1, 4, 1, 1], Float32Array.of(-0.5, -0.25, -0.125, -0.0625))
    );
    expect(refusal).toEqual({
      refused: 'pack-attention',
      params: { operator: 'Add', node: name, option: 'mask' }
    });
  });

  it.each([
    [512n, 'window'],
    [32768n, null]
  ])('a window of %d tokens', (width, option) => {
    const [made] = changed(
      (mask) => [
        node('Shape', ['attention_mask'], ['window_shape']),
        node('Gather', ['window_shape', 'window_axis'], ['window_end'], { axis: 0n }),
        node('Range', ['window_zero', 'window_end', 'window_step'], ['window_places']),
        node('Sub', ['window_end', 'window_width'], ['window_start']),
        node('LessOrEqual', ['window_places', 'window_start'], ['window_hidden']),
        node('Where', ['window_hidden', 'window_low', mask], ['windowed'])
      ],
      ...['zero', 'step', 'axis', 'width'].map((name, at) => {
        return { ...integers(`window_${name}`, [[0n, 1n, 1n, width][at]!]), dims: [] };
      }),
      { ...weights('window_low', [1], Float32Array.of(-1e9)), dims: [] }
    );
    if (option === null) expect(made).not.toHaveProperty('refused');
    else expect(made).toMatchObject({ params: { option } });
  });
});
