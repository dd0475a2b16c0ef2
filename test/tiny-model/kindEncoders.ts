import { DataType, type ModelProto } from '../../src/core/onnx/types.ts';
import { integers, modelOf, node, value, weights } from './graph.ts';
import { noiseFor, uniform } from './noise.ts';
import { SHAPE } from './shape.ts';

/** Small picture encoders with the inputs of models from elsewhere; all give 16 vectors. */

/** Edge of the picture in pixels, and of its patches. */
export const EDGE = 32;
export const PATCH = 8;
const { hidden, pictureTokens } = SHAPE;
const { float, int64, bool } = DataType;

const filter = (seed: number, name: string, dims: number[], liveliness: number) => {
  const count = dims.reduce((product, dim) => product * dim, 1);
  const inputs = count / Math.max(...dims);
  return weights(name, dims, uniform(noiseFor(seed, name), count, liveliness / Math.sqrt(inputs)));
};

const patchNodes = (pixels: string) => [
  node('Conv', [pixels, 'patch_w'], ['patch_y'], {
    group: 1n,
    kernel_shape: [BigInt(PATCH), BigInt(PATCH)],
    pads: [0n, 0n, 0n, 0n],
    strides: [BigInt(PATCH), BigInt(PATCH)]
  }),
  node('Reshape', ['patch_y', 'rows_shape'], ['rows']),
  node('Transpose', ['rows'], ['vectors'], { perm: [0n, 2n, 1n] })
];

const patchConstants = (seed: number) => [
  filter(seed, 'patch_w', [hidden, 3, PATCH, PATCH], 2),
  integers('rows_shape', [0n, BigInt(hidden), BigInt(pictureTokens)])
];

/** Pixels [n, 3, 32, 32]: the LLaVA family. */
export function encoderOfSquares(seed: number): ModelProto {
  return modelOf(
    'tiny vision',
    [...patchNodes('pixel_values'), node('Identity', ['vectors'], ['image_features'])],
    patchConstants(seed),
    [value('pixel_values', float, ['batch', 3, EDGE, EDGE])],
    [value('image_features', float, ['batch', pictureTokens, hidden])]
  );
}

/** Views [n, v, 3, 32, 32] with the mask of their pixels: SmolVLM. */
export function encoderOfViews(seed: number): ModelProto {
  return modelOf(
    'tiny vision',
    [
      node('Reshape', ['pixel_values', 'views_shape'], ['views']),
      ...patchNodes('views'),
      // A masked picture would fade: the mask has to come as it should.
      node('Cast', ['pixel_attention_mask'], ['mask'], { to: BigInt(float) }),
      node('ReduceMean', ['mask'], ['seen'], { keepdims: 0n }),
      node('Mul', ['vectors', 'seen'], ['image_features'])
    ],
    [...patchConstants(seed), integers('views_shape', [-1n, 3n, BigInt(EDGE), BigInt(EDGE)])],
    [
      value('pixel_values', float, ['batch', 'views', 3, EDGE, EDGE]),
      value('pixel_attention_mask', bool, ['batch', 'views', EDGE, EDGE])
    ],
    [value('image_features', float, ['pictures', pictureTokens, hidden])]
  );
}

/** Flat patches of 4 x 4 pixels in two frames, four to a vector, with their grid: Qwen2-VL. */
export const FLAT = { patch: 4, merge: 2, frames: 2 } as const;

export function encoderOfFlatPatches(seed: number): ModelProto {
  const { patch, merge, frames } = FLAT;
  const width = 3 * frames * patch * patch;
  const merged = merge * merge * width;
  return modelOf(
    'tiny vision',
    [
      node('Reshape', ['pixel_values', 'merged_shape'], ['merged']),
      node('MatMul', ['merged', 'merge_w'], ['vectors']),
      // The grid is read, so that a missing or wrong one shows: 1 x 8 x 8 cells leave all as it is.
      node('Cast', ['grid_thw'], ['grid'], { to: BigInt(float) }),
      node('ReduceSum', ['grid'], ['cells'], { keepdims: 0n }),
      node('Div', ['cells', 'known_cells'], ['share']),
      node('Mul', ['vectors', 'share'], ['image_features'])
    ],
    [
      filter(seed, 'merge_w', [merged, hidden], 3),
      integers('merged_shape', [-1n, BigInt(merged)]),
      weights('known_cells', [1], Float32Array.of(1 + (2 * EDGE) / patch))
    ],
    [value('pixel_values', float, ['patches', width]), value('grid_thw', int64, ['pictures', 3])],
    [value('image_features', float, ['tokens', hidden])]
  );
}
