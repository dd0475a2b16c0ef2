import { DataType, type ModelProto, type NodeProto } from '../../src/core/onnx/types.ts';
import {
  decoderConstants,
  decoderParts,
  groupQuery,
  keptNodes,
  rotate,
  type Attention
} from './decoder.ts';
import { integers, node, value, weights } from './graph.ts';
import { noiseFor, uniform } from './noise.ts';
import { SHAPE } from './shape.ts';

/**
 * Standard decoders with which not every way of asking works, each as a tool that exports models
 * leaves them.
 */

const { float, int64 } = DataType;
const lastKept = value('num_logits_to_keep', int64, []);
const positions = value('position_ids', int64, ['batch_size', 'sequence_length']);
const single = (name: string, number: bigint) => ({ ...integers(name, [number]), dims: [] });

/** Turns before the attention: what its first layer and all others have in common here. */
const turned: Attention = (layer, index) => [
  rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
  rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
  groupQuery(layer, index, [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`], false, [])
];

/**
 * MultiHeadAttention with a causal mask [S, S] that the graph stretches to [S, P + S]: any number of
 * tokens without a past, or one behind a past. SmolVLM by the older model builder.
 */
export function decoderWithOwnMask(seed: number): ModelProto {
  const parts = decoderParts(seed);
  const attend: Attention = (layer, index) => {
    const past = [`past_key_values.${index}.key`, `past_key_values.${index}.value`];
    const spread = (vector: string) =>
      node('Concat', [vector, vector], [`${vector}_spread`], { axis: 2n });
    return [
      ...(index === 0 ? maskNodes() : []),
      rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
      rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
      spread(`${layer}_kr`),
      spread(`${layer}_v_y`),
      node(
        'MultiHeadAttention',
        [`${layer}_qr`, `${layer}_kr_spread`, `${layer}_v_y_spread`, '', '', 'own_mask', ...past],
        [`${layer}_att`, `present.${index}.key`, `present.${index}.value`],
        { num_heads: BigInt(SHAPE.heads), scale: 1 / Math.sqrt(SHAPE.headSize) }
      )
    ];
  };
  const constants = [
    ...decoderConstants('standard'),
    ...[integers('axis0', [0n]), single('none', 0n), single('step', 1n)],
    ...[
      integers('ones2', [1n, 1n]),
      { ...weights('blocked', [1], Float32Array.of(-1e5)), dims: [] }
    ],
    { ...weights('open', [1], Float32Array.of(0)), dims: [] }
  ];
  const model = parts.graph([...parts.weights, ...constants], attend, keptNodes.standard, [
    positions,
    lastKept
  ]);
  for (const { name = '', type } of [...model.graph!.input, ...model.graph!.output]) {
    // Keys and values are spread to all heads before they are kept.
    if (/^(past_key_values|present)\./.test(name)) {
      type!.tensorType!.shape!.dim[1] = { dimValue: SHAPE.heads };
    }
  }
  return model;
}

const maskNodes = (): NodeProto[] => [
  node('Shape', ['position_ids'], ['pos_shape']),
  node('Gather', ['pos_shape', 'idx1'], ['own_length'], { axis: 0n }),
  node('Squeeze', ['own_length', 'axis0'], ['own_count']),
  node('Range', ['none', 'own_count', 'step'], ['own_places']),
  node('Unsqueeze', ['own_places', 'axis1'], ['own_rows']),
  node('LessOrEqual', ['own_places', 'own_rows'], ['own_sees']),
  node('Where', ['own_sees', 'open', 'blocked'], ['own_square']),
  node('Concat', ['ones2', 'own_length', 'tot'], ['own_wide'], { axis: 0n }),
  node('Expand', ['own_square', 'own_wide'], ['own_mask'])
];

/** Columns that the short convolution looks at, its own included. */
const COLUMNS = 4;

/**
 * A short convolution and a running sum in the place of the first layer's attention, each with a
 * state of its own: hybrids such as LFM2 and Qwen3.5.
 */
export function decoderWithStates(seed: number): ModelProto {
  const parts = decoderParts(seed);
  const { hidden } = SHAPE;
  const kernel = uniform(noiseFor(seed, 'kernel'), hidden * COLUMNS, 0.8);
  const attend: Attention = (layer, index) =>
    index === 0 ? stateNodes(layer) : turned(layer, index);
  const constants = [
    ...decoderConstants('standard'),
    weights('kernel', [hidden, 1, COLUMNS], kernel),
    ...[
      integers('columns', [BigInt(1 - COLUMNS)]),
      integers('last', [-1n]),
      integers('axis2', [2n])
    ],
    ...[single('along', 1n), { ...weights('calm', [1], Float32Array.of(0.05)), dims: [] }]
  ];
  const model = parts.graph([...parts.weights, ...constants], attend, keptNodes.standard, [
    positions,
    lastKept
  ]);
  const graph = model.graph!;
  const states = (when: string) => [
    value(`${when}_conv.0`, float, ['batch_size', hidden, COLUMNS - 1]),
    value(`${when}_recurrent.0`, float, ['batch_size', 1, hidden])
  ];
  const others = ({ name = '' }) => !/^(past_key_values|present)\.0\./.test(name);
  graph.input = [...graph.input.filter(others), ...states('past')];
  graph.output = [...graph.output.filter(others), ...states('present')];
  return model;
}

const stateNodes = (layer: string): NodeProto[] => [
  node('Transpose', [`${layer}_q_y`], ['st_columns'], { perm: [0n, 2n, 1n] }),
  node('Concat', ['past_conv.0', 'st_columns'], ['st_all'], { axis: 2n }),
  node('Slice', ['st_all', 'columns', 'big', 'axis2'], ['present_conv.0']),
  node('Conv', ['st_all', 'kernel'], ['st_conv'], {
    group: BigInt(SHAPE.hidden),
    kernel_shape: [BigInt(COLUMNS)]
  }),
  node('Transpose', ['st_conv'], ['st_rows'], { perm: [0n, 2n, 1n] }),
  node('Mul', ['st_rows', 'calm'], ['st_calm']),
  node('CumSum', ['st_calm', 'along'], ['st_sums']),
  node('Add', ['st_sums', 'past_recurrent.0'], ['st_run']),
  node('Slice', ['st_run', 'last', 'big', 'axis1'], ['present_recurrent.0']),
  node('Add', ['st_rows', 'st_run'], [`${layer}_att`])
];

/** Activations rounded to 8 bits by the range of all tokens of a call: `quantized` of the hub. */
export function decoderRoundingTogether(seed: number): ModelProto {
  const parts = decoderParts(seed);
  const attend: Attention = (layer, index) => {
    const nodes = turned(layer, index);
    if (index > 0) return nodes;
    const parts = ['u8', 'scale', 'zero'].map((name) => `${layer}_q_${name}`);
    return [
      node('DynamicQuantizeLinear', [`${layer}_q_y`], parts),
      node('DequantizeLinear', parts, [`${layer}_q_rounded`]),
      ...nodes.map((one) => ({
        ...one,
        input: one.input.map((name) => (name === `${layer}_q_y` ? `${layer}_q_rounded` : name))
      }))
    ];
  };
  const weightsOf = [...parts.weights, ...decoderConstants('standard')];
  return parts.graph(weightsOf, attend, keptNodes.standard, [positions, lastKept]);
}
