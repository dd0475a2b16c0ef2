import {
  DataType,
  type ModelProto,
  type NodeProto,
  type TensorProto
} from '../../src/core/onnx/types.ts';
import { integers, modelOf, moveOut, node, value, weights } from './graph.ts';
import { BYTE_DEVIATION, bytes, noiseFor, uniform } from './noise.ts';
import { SHAPE } from './shape.ts';

const BLOCK = 32;
const kvWidth = SHAPE.kvHeads * SHAPE.headSize;

// Random weights that still make a lively model: sharp enough attention that early tokens matter,
// logits that differ by about 2 between tokens.
const LIVELINESS = { q: 2, k: 2, v: 2, o: 2, gate: 1.5, up: 1.5, down: 2, head: 2 };

/** A row of weights per output: 8 bits with one scale per block of 32, as `MatMulNBits` reads it. */
function linear(seed: number, name: string, inputs: number, outputs: number, liveliness: number) {
  const blocks = inputs / BLOCK;
  const random = noiseFor(seed, name);
  const scale = liveliness / Math.sqrt(inputs) / BYTE_DEVIATION;
  const scales = uniform(random, outputs * blocks, scale / 10).map((jitter) => scale + jitter);
  return {
    initializers: [
      weights(`${name}_q`, [outputs, blocks, BLOCK], bytes(random, outputs * inputs)),
      weights(`${name}_s`, [outputs * blocks], scales)
    ],
    node: (input: string, output: string): NodeProto =>
      node('MatMulNBits', [input, `${name}_q`, `${name}_s`], [output], {
        K: BigInt(inputs),
        N: BigInt(outputs),
        accuracy_level: 1n,
        bits: 8n,
        block_size: BigInt(BLOCK)
      })
  };
}

/** Weights of a norm: about 1. */
function norm(seed: number, name: string): TensorProto {
  const jitter = uniform(noiseFor(seed, name), SHAPE.hidden, 0.1);
  return weights(
    name,
    [SHAPE.hidden],
    jitter.map((by) => 1 + by)
  );
}

/** Tables [positions, headSize / 2] of the rotation angles' cosines and sines. */
function rotations(): TensorProto[] {
  const half = SHAPE.headSize / 2;
  const table = (wave: (angle: number) => number) =>
    Float32Array.from({ length: SHAPE.positions * half }, (_, index) => {
      const position = Math.floor(index / half);
      return wave(position * SHAPE.ropeTheta ** (-(index % half) / half));
    });
  return [
    weights('cos', [SHAPE.positions, half], table(Math.cos)),
    weights('sin', [SHAPE.positions, half], table(Math.sin))
  ];
}

type Variant = 'standard' | 'packed';

/** From `<layer>_q_y`, `_k_y` and `_v_y` to `<layer>_att`, and to the cache. */
export type Attention = (layer: string, index: number) => NodeProto[];

/** One layer's attention over vectors that are rotated already, or rotated by itself. */
export function groupQuery(
  layer: string,
  index: number,
  vectors: readonly string[],
  rotates: boolean,
  more: readonly string[]
): NodeProto {
  const past = [`past_key_values.${index}.key`, `past_key_values.${index}.value`];
  const output = [`${layer}_att`, `present.${index}.key`, `present.${index}.value`];
  return node(
    'GroupQueryAttention',
    [...vectors, ...past, 'seqlens_k', 'total_len', ...more],
    output,
    {
      do_rotary: rotates ? 1n : 0n,
      kv_num_heads: BigInt(SHAPE.kvHeads),
      num_heads: BigInt(SHAPE.heads),
      scale: 1 / Math.sqrt(SHAPE.headSize)
    }
  );
}

/** Rotation of a vector's heads, outside of the attention. */
export const rotate = (from: string, to: string, heads: number) =>
  node('RotaryEmbedding', [from, 'position_ids', 'cos', 'sin'], [to], {
    num_heads: BigInt(heads),
    rotary_embedding_dim: 0n
  });

function attention(variant: Variant, layer: string, index: number): NodeProto[] {
  const vectors = ['q', 'k', 'v'].map((name) => `${layer}_${name}_y`);
  if (variant === 'standard') return [groupQuery(layer, index, vectors, true, ['cos', 'sin'])];
  // Rotated outside: on a first prompt the attention reads only position_ids[0].
  const rotated = [`${layer}_qr`, `${layer}_kr`, `${layer}_v_y`];
  return [
    rotate(`${layer}_q_y`, `${layer}_qr`, SHAPE.heads),
    rotate(`${layer}_k_y`, `${layer}_kr`, SHAPE.kvHeads),
    groupQuery(layer, index, rotated, false, ['', '', '', 'attention_bias'])
  ];
}

/** The decoder's layers, shared by both variants except for the attention. */
function layers(seed: number): {
  initializers: TensorProto[];
  nodes(attention: Attention): NodeProto[];
} {
  const { hidden, intermediate, epsilon } = SHAPE;
  const parts = Array.from({ length: SHAPE.layers }, (_, index) => {
    const layer = `l${index}`;
    return {
      layer,
      inNorm: norm(seed, `${layer}_in_w`),
      q: linear(seed, `${layer}_q`, hidden, hidden, LIVELINESS.q),
      k: linear(seed, `${layer}_k`, hidden, kvWidth, LIVELINESS.k),
      v: linear(seed, `${layer}_v`, hidden, kvWidth, LIVELINESS.v),
      o: linear(seed, `${layer}_o`, hidden, hidden, LIVELINESS.o),
      postNorm: norm(seed, `${layer}_post_w`),
      gate: linear(seed, `${layer}_g`, hidden, intermediate, LIVELINESS.gate),
      up: linear(seed, `${layer}_u`, hidden, intermediate, LIVELINESS.up),
      down: linear(seed, `${layer}_dn`, intermediate, hidden, LIVELINESS.down)
    };
  });
  const last = `l${SHAPE.layers}`;
  const skipNorm = (skip: string, add: string, at: string, to: string) =>
    node('SkipSimplifiedLayerNormalization', [skip, add, `${at}_w`], [`${at}_y`, '', '', to], {
      epsilon
    });
  return {
    initializers: [
      ...parts.flatMap((part) => [
        part.inNorm,
        ...[part.q, part.k, part.v, part.o].flatMap(({ initializers }) => initializers),
        part.postNorm,
        ...[part.gate, part.up, part.down].flatMap(({ initializers }) => initializers)
      ]),
      norm(seed, `${last}_in_w`)
    ],
    nodes: (attend) => [
      node('SimplifiedLayerNormalization', ['inputs_embeds', 'l0_in_w'], ['l0_in_y'], {
        axis: -1n,
        epsilon,
        stash_type: 1n
      }),
      ...parts.flatMap(({ layer, q, k, v, o, gate, up, down }, index) => [
        q.node(`${layer}_in_y`, `${layer}_q_y`),
        k.node(`${layer}_in_y`, `${layer}_k_y`),
        v.node(`${layer}_in_y`, `${layer}_v_y`),
        ...attend(layer, index),
        o.node(`${layer}_att`, `${layer}_o_y`),
        skipNorm(
          index === 0 ? 'inputs_embeds' : `${layer}_in_s`,
          `${layer}_o_y`,
          `${layer}_post`,
          `${layer}_post_s`
        ),
        gate.node(`${layer}_post_y`, `${layer}_g_y`),
        up.node(`${layer}_post_y`, `${layer}_u_y`),
        node('Sigmoid', [`${layer}_g_y`], [`${layer}_sg`]),
        node('Mul', [`${layer}_g_y`, `${layer}_sg`], [`${layer}_silu`]),
        node('Mul', [`${layer}_silu`, `${layer}_u_y`], [`${layer}_gu`]),
        down.node(`${layer}_gu`, `${layer}_dn_y`),
        skipNorm(`${layer}_post_s`, `${layer}_dn_y`, `l${index + 1}_in`, `l${index + 1}_in_s`)
      ])
    ]
  };
}

/** Sequence lengths as the attention wants them, from the attention mask. */
const lengthNodes = (): NodeProto[] => [
  node('ReduceSum', ['attention_mask', 'axis1'], ['len'], { keepdims: 0n }),
  node('Sub', ['len', 'one'], ['len1']),
  node('Cast', ['len1'], ['seqlens_k'], { to: BigInt(DataType.int32) }),
  node('Shape', ['attention_mask'], ['am_shape']),
  node('Gather', ['am_shape', 'idx1'], ['tot'], { axis: 0n }),
  node('Cast', ['tot'], ['total_len'], { to: BigInt(DataType.int32) })
];

export const keptNodes: Record<Variant, NodeProto[]> = {
  standard: [
    node('Neg', ['num_logits_to_keep'], ['negk']),
    node('Reshape', ['negk', 'shape1'], ['start']),
    node('Slice', [`l${SHAPE.layers}_in_y`, 'start', 'big', 'axis1'], ['kept_h'])
  ],
  packed: [node('Gather', [`l${SHAPE.layers}_in_y`, 'logit_positions'], ['kept_h'], { axis: 1n })]
};

const cacheNames = (prefix: string) =>
  Array.from({ length: SHAPE.layers }, (_, index) => [
    `${prefix}.${index}.key`,
    `${prefix}.${index}.value`
  ]).flat();

type Value = ReturnType<typeof value>;

/** What makes `inputs_embeds` of `input_ids` inside the graph. */
export interface Embedding {
  nodes: NodeProto[];
  initializer: TensorProto[];
}

/**
 * The weights of a decoder, and graphs over them.
 * @param embedding in a decoder that takes token ids; else their vectors come from outside
 */
export function decoderParts(seed: number, embedding?: Embedding) {
  const { float, int64 } = DataType;
  const body = layers(seed);
  const head = linear(seed, 'lm_head', SHAPE.hidden, SHAPE.vocabulary, LIVELINESS.head);
  const cache = (prefix: string, length: string) =>
    cacheNames(prefix).map((name) =>
      value(name, float, ['batch_size', SHAPE.kvHeads, length, SHAPE.headSize])
    );
  return {
    weights: [
      ...rotations(),
      ...(embedding?.initializer ?? []),
      ...body.initializers,
      ...head.initializers
    ],
    /** @param kept nodes that choose `kept_h`, the hidden states that get logits */
    graph: (
      initializer: TensorProto[],
      attend: Attention,
      kept: NodeProto[],
      ownInputs: Value[]
    ): ModelProto =>
      modelOf(
        'tiny-llava decoder',
        [
          ...(embedding?.nodes ?? []),
          ...[...lengthNodes(), ...body.nodes(attend), ...kept, head.node('kept_h', 'logits')]
        ],
        initializer,
        [
          embedding
            ? value('input_ids', int64, ['batch_size', 'sequence_length'])
            : value('inputs_embeds', float, ['batch_size', 'sequence_length', SHAPE.hidden]),
          value('attention_mask', int64, ['batch_size', 'total_sequence_length']),
          ...ownInputs,
          ...cache('past_key_values', 'past_sequence_length')
        ],
        [
          value('logits', float, ['batch_size', 'kept', SHAPE.vocabulary]),
          ...cache('present', 'total_sequence_length')
        ]
      )
  };
}

/** Constants that the nodes around the layers need. */
export const decoderConstants = (variant: Variant): TensorProto[] => [
  ...[integers('axis1', [1n]), integers('one', [1n]), integers('idx1', [1n])],
  ...(variant === 'standard' ? [integers('shape1', [1n]), integers('big', [2n ** 63n - 1n])] : [])
];

/**
 * Both decoders over one set of weights.
 * @param dataFiles names of the files that the weights go to
 */
export function decoders(
  seed: number,
  dataFiles: readonly string[]
): Record<Variant, ModelProto> & { files: Map<string, Uint8Array> } {
  const { float, int64 } = DataType;
  const parts = decoderParts(seed);
  const moved = moveOut(parts.weights, dataFiles);
  const build = (variant: Variant, ownInputs: Value[]) =>
    parts.graph(
      [...moved.initializer, ...decoderConstants(variant)],
      (layer, index) => attention(variant, layer, index),
      keptNodes[variant],
      ownInputs
    );
  return {
    standard: build('standard', [value('num_logits_to_keep', int64, [])]),
    packed: build('packed', [
      value('position_ids', int64, ['batch_size', 'sequence_length']),
      value('attention_bias', float, [1, 1, 'sequence_length', 'total_sequence_length']),
      value('logit_positions', int64, ['kept'])
    ]),
    files: moved.files
  };
}
