import { DataType, type ModelProto } from '../../src/core/onnx/types.ts';
import type { Embedding } from './decoder.ts';
import { integers, modelOf, node, value, weights } from './graph.ts';
import { BYTE_DEVIATION, bytes, noiseFor, uniform } from './noise.ts';
import { SHAPE } from './shape.ts';

const BLOCK = 32;

/** Token ids [n, s] -> vectors [n, s, hidden] as a graph of its own. */
export function tokenEmbedder(seed: number): ModelProto {
  const { nodes, initializer } = tokenTable(seed);
  return modelOf(
    'tiny-llava embed',
    nodes,
    initializer,
    [value('input_ids', DataType.int64, ['batch_size', 'sequence_length'])],
    [value('inputs_embeds', DataType.float, ['batch_size', 'sequence_length', SHAPE.hidden])]
  );
}

/** `input_ids` -> `inputs_embeds` from 8-bit rows with one scale per block of 32. */
export function tokenTable(seed: number): Embedding {
  const { hidden, embeddingRows } = SHAPE;
  const random = noiseFor(seed, 'embed');
  const blocks = hidden / BLOCK;
  const scales = uniform(random, embeddingRows * blocks, 0.1 / BYTE_DEVIATION);
  return {
    nodes: [
      node('Gather', ['E_q', 'input_ids'], ['eq'], { axis: 0n }),
      node('Cast', ['eq'], ['ef'], { to: BigInt(DataType.float) }),
      node('Sub', ['ef', 'mid'], ['ec']),
      node('Gather', ['E_s', 'input_ids'], ['es'], { axis: 0n }),
      node('Unsqueeze', ['es', 'last'], ['esu']),
      node('Mul', ['ec', 'esu'], ['em']),
      node('Reshape', ['em', 'shape'], ['inputs_embeds'])
    ],
    initializer: [
      weights('E_q', [embeddingRows, blocks, BLOCK], bytes(random, embeddingRows * hidden)),
      weights(
        'E_s',
        [embeddingRows, blocks],
        scales.map((jitter) => jitter + 1 / BYTE_DEVIATION)
      ),
      weights('mid', [1], Float32Array.of(128)),
      integers('last', [-1n]),
      integers('shape', [0n, 0n, BigInt(hidden)])
    ]
  };
}

/**
 * Pixels [n, 3, 256, 256] -> vectors [n, 16, hidden] by two strided convolutions. It names no
 * concepts: models from elsewhere do not either.
 */
export function pictureEncoder(seed: number): ModelProto {
  const { hidden, picture, pictureTokens } = SHAPE;
  const first = { channels: 16, size: 8, stride: 16n };
  const second = { size: 4, stride: 4n };
  const filter = (name: string, dims: number[], liveliness: number) => {
    const inputs = dims.slice(1).reduce((product, dim) => product * dim, 1);
    const count = inputs * dims[0]!;
    return weights(
      name,
      dims,
      uniform(noiseFor(seed, name), count, liveliness / Math.sqrt(inputs))
    );
  };
  const convolution = (input: string, name: string, size: number, stride: bigint) =>
    node('Conv', [input, `${name}_w`, `${name}_b`], [`${name}_y`], {
      group: 1n,
      kernel_shape: [BigInt(size), BigInt(size)],
      pads: [0n, 0n, 0n, 0n],
      strides: [stride, stride]
    });
  const bias = (name: string, channels: number) =>
    weights(name, [channels], uniform(noiseFor(seed, name), channels, 0.3));
  return modelOf(
    'tiny-llava vision',
    [
      convolution('pixel_values', 'c1', first.size, first.stride),
      node('Relu', ['c1_y'], ['c1_r']),
      convolution('c1_r', 'c2', second.size, second.stride),
      node('Reshape', ['c2_y', 'shape'], ['rows']),
      node('Transpose', ['rows'], ['image_features'], { perm: [0n, 2n, 1n] })
    ],
    [
      // Neighbouring pixels are alike and cancel out under random weights, hence the large ones.
      filter('c1_w', [first.channels, 3, first.size, first.size], 4),
      bias('c1_b', first.channels),
      filter('c2_w', [hidden, first.channels, second.size, second.size], 2),
      bias('c2_b', hidden),
      integers('shape', [0n, BigInt(hidden), BigInt(pictureTokens)])
    ],
    [value('pixel_values', DataType.float, ['batch', 3, picture, picture])],
    [value('image_features', DataType.float, ['batch', pictureTokens, hidden])]
  );
}
