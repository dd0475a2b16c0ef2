import { Qwen2VLForConditionalGeneration } from '@huggingface/transformers';
import { pictureFormat } from '../picture/pixels.ts';
import type { Adapter, ModelFolder, PictureRecipe } from './adapter.ts';
import { placeholderOf } from './squarePicture.ts';

/** Edge of the picture in pixels, if the model allows as many: 256 tokens, like its peers. */
const EDGE = 448;

/**
 * Qwen2-VL: patches come flattened, those of one token next to each other, and position ids have
 * three axes. The model takes any size; one square size for all keeps pictures comparable.
 */
function patches({ config, preprocessor }: ModelFolder): PictureRecipe {
  const patch = preprocessor.patch_size ?? 14;
  const merge = preprocessor.merge_size ?? 2;
  const frames = preprocessor.temporal_patch_size ?? 2;
  const unit = patch * merge;
  const largest = Math.min(EDGE, Math.sqrt(preprocessor.max_pixels ?? Infinity));
  const edge = Math.max(1, Math.floor(largest / unit));
  const size = edge * unit;
  const cells = edge * merge;
  return {
    format: { ...pictureFormat(preprocessor), size, fit: 'squash' },
    before: '<|vision_start|>',
    after: '<|vision_end|>',
    placeholder: placeholderOf(config),
    tokens: edge * edge,
    grid: { rows: edge, columns: edge },
    inputs: (planes) => ({
      pixel_values: {
        data: flattened(planes, { size, patch, merge, frames }),
        type: 'number',
        dims: [cells * cells, 3 * frames * patch * patch]
      },
      grid_thw: {
        data: BigInt64Array.of(1n, BigInt(cells), BigInt(cells)),
        type: 'int64',
        dims: [1, 3]
      }
    })
  };
}

interface Cut {
  size: number;
  patch: number;
  merge: number;
  /** A still picture counts as that many equal frames. */
  frames: number;
}

/**
 * Patches row by row, but those that merge into one token together; in each patch by channel,
 * frame, row, column.
 */
export function flattened(planes: Float32Array, { size, patch, merge, frames }: Cut): Float32Array {
  const flat = new Float32Array(planes.length * frames);
  const edge = size / (patch * merge);
  let to = 0;
  for (let token = 0; token < edge * edge; token++) {
    for (let part = 0; part < merge * merge; part++) {
      const row = Math.floor(token / edge) * merge + Math.floor(part / merge);
      const column = (token % edge) * merge + (part % merge);
      for (let channel = 0; channel < 3; channel++) {
        for (let frame = 0; frame < frames; frame++) {
          for (let y = 0; y < patch; y++) {
            const from = (channel * size + row * patch + y) * size + column * patch;
            flat.set(planes.subarray(from, from + patch), to);
            to += patch;
          }
        }
      }
    }
  }
  return flat;
}

export const qwen2Vl: Adapter = {
  modelClass: Qwen2VLForConditionalGeneration,
  picture: patches
};
