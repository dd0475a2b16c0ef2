import type { PictureView } from '../../core/prompts/pictureView.ts';
import { atMost, MOST, type PictureConfig } from '../modelConfigs.ts';
import { filterOf } from '../picture/filters.ts';
import { normalisationOf } from '../picture/planes.ts';
import { resize } from '../picture/resample.ts';
import type { Size } from '../picture/samples.ts';
import type { EncoderInput, ModelFolder, PictureRecipe } from './adapter.ts';
import { flatPatches } from './flatPatches.ts';
import { smartResize } from './smartResize.ts';
import { placeholderOf } from './squarePicture.ts';

/** Edge of the picture in pixels, if the model allows as many: some 200 tokens, like its peers. */
const EDGE = 448;

/**
 * Pictures of the Qwen-VL family: patches come flattened, those of one token next to each other,
 * and position ids have three axes. The model takes any size: its own view is that of the picture,
 * in its proportions; one square of one size keeps pictures comparable, and cheap.
 * @param usualPatch edge of a patch in pixels where the configuration does not tell
 */
export function qwenPicture(
  { config, preprocessor }: ModelFolder,
  view: PictureView,
  usualPatch: number
): PictureRecipe {
  const patch = preprocessor.patch_size ?? usualPatch;
  const merge = preprocessor.merge_size ?? 2;
  const frames = preprocessor.temporal_patch_size ?? 2;
  const unit = atMost(EDGE, patch * merge, 'merge_size');
  const normalisation = normalisationOf(preprocessor);
  const filter = filterOf(preprocessor, 'bicubic');
  const bounds = { unit, ...pixelBounds(preprocessor), shortest: 0 } as const;
  const largest = Math.min(EDGE, Math.sqrt(bounds.most));
  const edge = Math.max(1, Math.floor(largest / unit)) * unit;
  atMost(bounds.most, bounds.least, 'min_pixels');
  atMost(MOST.tokens, bounds.most / unit ** 2, 'patch_size');
  const frame = ['<|vision_start|>', '<|vision_end|>'] as const;
  const gridOf = ({ width, height }: Size) => ({ rows: height / unit, columns: width / unit });
  return {
    placeholder: placeholderOf(config),
    frame,
    views: ['one', 'full'],
    edge,
    square: false,
    looks: (picture) => {
      const square = { width: edge, height: edge };
      const size = view === 'one' ? square : smartResize(picture, bounds);
      return [resize(picture, size, filter)];
    },
    place: ([look]) => {
      const grid = gridOf(look as Size);
      return { run: [frame[0], grid.rows * grid.columns, frame[1]], grid };
    },
    calls: (looks) =>
      looks.map((look) => {
        const { rows, columns } = gridOf(look);
        const cells = [rows * merge, columns * merge] as const;
        const sizes: EncoderInput = {
          data: BigInt64Array.from([1, ...cells], BigInt),
          type: 'int64',
          dims: [1, 3]
        };
        return {
          pixel_values: {
            data: flatPatches(look, normalisation, { patch, merge, frames }),
            type: 'number',
            dims: [cells[0] * cells[1], 3 * frames * patch * patch]
          },
          // Exporters name it the one way or the other.
          grid_thw: sizes,
          image_grid_thw: sizes
        };
      })
  };
}

/** Fewest and most pixels of a picture; newer processors write them as its `size`. */
function pixelBounds({ min_pixels, max_pixels, size }: PictureConfig) {
  const { shortest_edge = null, longest_edge = null } =
    typeof size === 'object' && size ? size : {};
  const most = max_pixels ?? longest_edge ?? 28 * 28 * 1280;
  // What no file says cannot contradict what one says.
  return { least: min_pixels ?? shortest_edge ?? Math.min(56 * 56, most), most };
}
