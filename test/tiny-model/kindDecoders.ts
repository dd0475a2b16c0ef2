import { DataType, type ModelProto, type NodeProto } from '../../src/core/onnx/types.ts';
import {
  decoderConstants,
  decoderParts,
  groupQuery,
  keptNodes,
  rotate,
  type Attention
} from './decoder.ts';
import { tokenTable } from './encoders.ts';
import { integers, node, value } from './graph.ts';
import { SHAPE } from './shape.ts';

/**
 * Standard decoders as models from elsewhere ship them: weights inside the graph's file, and each
 * its own way to turn positions and to choose logits.
 */

const lastKept = value('num_logits_to_keep', DataType.int64, []);
const positions = (dims: (string | number)[]) => value('position_ids', DataType.int64, dims);
const allKept = [node('Identity', [`l${SHAPE.layers}_in_y`], ['kept_h'])];
const vectors = (layer: string) => ['q', 'k', 'v'].map((name) => `${layer}_${name}_y`);

/** Turns inside the attention, logits chosen by number: LLaVA-Interleave. */
export function decoderTurningInside(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed);
  return graph(
    [...weights, ...decoderConstants('standard')],
    (layer, index) => [groupQuery(layer, index, vectors(layer), true, ['cos', 'sin'])],
    keptNodes.standard,
    [lastKept]
  );
}

/** Turns before the attention, by `position_ids`; all logits computed: LLaVA-OneVision. */
export function decoderTurningOutside(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed);
  return graph(
    [...weights, ...decoderConstants('packed')],
    (layer, index) => [
      rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
      rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
      groupQuery(layer, index, [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`], false, [])
    ],
    allKept,
    [positions(['batch_size', 'sequence_length'])]
  );
}

/** Query, key and value as one vector: FastVLM. */
export function decoderOfOneVector(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed);
  return graph(
    [...weights, ...decoderConstants('standard')],
    (layer, index) => [
      node('Concat', vectors(layer), [`${layer}_qkv`], { axis: 2n }),
      groupQuery(layer, index, [`${layer}_qkv`, '', ''], true, ['cos', 'sin'])
    ],
    keptNodes.standard,
    [lastKept]
  );
}

/** Token ids come in, the attention turns by itself, all logits go out: Qwen2 by the model builder. */
export function decoderOfIds(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed, tokenTable(seed));
  return graph(
    [...weights, ...decoderConstants('standard')],
    (layer, index) => [groupQuery(layer, index, vectors(layer), true, ['cos', 'sin'])],
    allKept,
    []
  );
}

/** Token ids and positions come in, a number of logits goes out: Llama by newer exports. */
export function decoderOfIdsAndPositions(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed, tokenTable(seed));
  return graph(
    [...weights, ...decoderConstants('standard')],
    (layer, index) => [
      rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
      rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
      groupQuery(layer, index, [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`], false, [])
    ],
    keptNodes.standard,
    [positions(['batch_size', 'sequence_length']), lastKept]
  );
}

/**
 * Keys and values in half precision, all else in single: what half-precision exports have in
 * common at their edges.
 */
export function decoderInHalves(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed);
  const halve = (from: string) =>
    node('Cast', [from], [`${from}_half`], { to: BigInt(DataType.float16) });
  const model = graph(
    [...weights, ...decoderConstants('standard')],
    (layer, index) => {
      const turned = [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`];
      const halved = turned.map((name) => `${name}_half`);
      const attention = groupQuery(layer, index, halved, false, []);
      const [result, ...cache] = attention.output as [string, ...string[]];
      return [
        rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
        rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
        ...turned.map(halve),
        { ...attention, output: [`${result}_half`, ...cache] },
        node('Cast', [`${result}_half`], [result], { to: BigInt(DataType.float) })
      ];
    },
    keptNodes.standard,
    [positions(['batch_size', 'sequence_length']), lastKept]
  );
  for (const { name = '', type } of [...model.graph!.input, ...model.graph!.output]) {
    if (/^(past_key_values|present)\./.test(name)) type!.tensorType!.elemType = DataType.float16;
  }
  return model;
}

/** Pairs of angles per axis: time, height, width. Together half a head. */
const SECTIONS = [2, 3, 3];

/**
 * Turned by three axes of positions, spelled out in small operators: Qwen2-VL. Each part of a
 * head's angles follows its own axis.
 */
export function decoderOfThreeAxes(seed: number): ModelProto {
  const { weights, graph } = decoderParts(seed);
  const attend: Attention = (layer, index) => [
    ...(index === 0 ? anglesByAxis() : []),
    ...spelledOut(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
    ...spelledOut(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
    groupQuery(layer, index, [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`], false, [])
  ];
  const half = BigInt(SHAPE.headSize / 2);
  const ends = SECTIONS.map((_, axis) =>
    SECTIONS.slice(0, axis + 1).reduce((sum, size) => sum + size, 0)
  );
  const constants = [
    ...[0, ...ends].map((end, at) => integers(`section${at}`, [BigInt(end)])),
    ...[0n, 1n, 2n].map((axis) => integers(`axis_of_${axis}`, [axis])),
    integers('first_axis', [0n]),
    integers('last_axis', [-1n]),
    integers('head_axis', [2n]),
    integers('halves', [half, half]),
    ...[SHAPE.heads, SHAPE.kvHeads].flatMap((heads) => [
      integers(`split${heads}`, [0n, 0n, BigInt(heads), BigInt(SHAPE.headSize)]),
      integers(`join${heads}`, [0n, 0n, BigInt(heads * SHAPE.headSize)])
    ])
  ];
  return graph(
    [...weights, ...decoderConstants('standard'), ...constants],
    attend,
    keptNodes.standard,
    [positions([3, 'batch_size', 'sequence_length']), lastKept]
  );
}

/** `cos_m` and `sin_m` [1, S, 1, headSize / 2], each section by its own axis. */
function anglesByAxis(): NodeProto[] {
  const ofAxis = SECTIONS.map((_, axis) => [
    node('Gather', ['position_ids', `axis_of_${axis}`], [`position_row${axis}`], { axis: 0n }),
    node('Squeeze', [`position_row${axis}`, 'first_axis'], [`position${axis}`])
  ]).flat();
  const tables = ['cos', 'sin'].flatMap((table) => [
    ...SECTIONS.flatMap((_, axis) => [
      node('Gather', [table, `position${axis}`], [`${table}${axis}`], { axis: 0n }),
      node(
        'Slice',
        [`${table}${axis}`, `section${axis}`, `section${axis + 1}`, 'last_axis'],
        [`${table}_part${axis}`]
      )
    ]),
    node(
      'Concat',
      SECTIONS.map((_, axis) => `${table}_part${axis}`),
      [`${table}_row`],
      { axis: -1n }
    ),
    node('Unsqueeze', [`${table}_row`, 'head_axis'], [`${table}_m`])
  ]);
  return [...ofAxis, ...tables];
}

/** The halves of each head turn against each other. */
function spelledOut(from: string, to: string, heads: number): NodeProto[] {
  const part = (name: string) => `${to}_${name}`;
  return [
    node('Reshape', [from, `split${heads}`], [part('heads')]),
    node('Split', [part('heads'), 'halves'], [part('a'), part('b')], { axis: -1n }),
    node('Mul', [part('a'), 'cos_m'], [part('ac')]),
    node('Mul', [part('b'), 'sin_m'], [part('bs')]),
    node('Sub', [part('ac'), part('bs')], [part('left')]),
    node('Mul', [part('b'), 'cos_m'], [part('bc')]),
    node('Mul', [part('a'), 'sin_m'], [part('as')]),
    node('Add', [part('bc'), part('as')], [part('right')]),
    node('Concat', [part('left'), part('right')], [part('turned')], { axis: -1n }),
    node('Reshape', [part('turned'), `join${heads}`], [to])
  ];
}
