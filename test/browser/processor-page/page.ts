import {
  Qwen2VLForConditionalGeneration,
  Qwen2VLImageProcessor,
  RawImage,
  Tensor
} from '@huggingface/transformers';
import type { EncoderInput } from '../../../src/engine/adapters/adapter.ts';
import { layoutTree } from '../../../src/core/tokens/treeLayout.ts';
import { positionsOf } from '../../../src/engine/adapters/positions.ts';
import { qwen2Vl } from '../../../src/engine/adapters/types/qwen2Vl.ts';

/** What the adapter says and what transformers.js says, number by number. */
interface Pair {
  ours: number[];
  theirs: number[];
}

declare global {
  interface Window {
    qwenPositions(): Pair;
    qwenPatches(): Promise<Pair>;
  }
}

const PICTURE = 901;
const START = 900;
const grid = { rows: 2, columns: 3 };

window.qwenPositions = () => {
  const ids = [1, 2, START, ...new Array<number>(6).fill(PICTURE), 902, 5, 6];
  const layout = layoutTree(0, { nodes: [{ parent: -1, ids }], reads: [], jobs: [] });
  const model = Object.create(Qwen2VLForConditionalGeneration.prototype) as {
    config: object;
    get_rope_index(ids: Tensor, pictures: Tensor, videos: null, mask: Tensor): [Tensor, Tensor];
  };
  const config = { image_token_id: PICTURE, video_token_id: 999, vision_start_token_id: START };
  model.config = { ...config, vision_config: { spatial_merge_size: 2 } };
  const whole = (values: number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const [positions] = model.get_rope_index(
    whole(ids),
    whole([1, 2 * grid.rows, 2 * grid.columns]),
    null,
    whole(ids.map(() => 1))
  );
  return {
    ours: positionsOf(layout, 0, { axes: 3, grid, placeholder: PICTURE }).axes.flat(),
    theirs: Array.from(positions.data as BigInt64Array, Number)
  };
};

window.qwenPatches = async () => {
  const size = 16;
  const rgb = Uint8ClampedArray.from({ length: size * size * 3 }, (_, at) => (at * 37) % 251);
  const preprocessor = {
    image_mean: [0.48, 0.46, 0.41],
    image_std: [0.27, 0.26, 0.28],
    patch_size: 2,
    merge_size: 2,
    temporal_patch_size: 2,
    max_pixels: size * size
  };
  const processor = new Qwen2VLImageProcessor({
    ...preprocessor,
    do_resize: false,
    do_rescale: true,
    do_normalize: true
  });
  const given = (await processor(new RawImage(rgb, size, size, 3))) as Record<string, Tensor>;
  const recipe = qwen2Vl.picture!({ config: {}, processor: {}, preprocessor }, 'one');
  const [call] = recipe.calls([{ rgb, width: size, height: size }]);
  const { pixel_values, grid_thw } = call as Record<'pixel_values' | 'grid_thw', EncoderInput>;
  const numbers = (data: ArrayLike<number | bigint>) => Array.from(data, Number);
  return {
    ours: [...numbers(pixel_values.data), ...numbers(grid_thw.data)],
    theirs: [
      ...numbers(given['pixel_values']!.data as Float32Array),
      ...numbers(given['image_grid_thw']!.data as BigInt64Array)
    ]
  };
};
