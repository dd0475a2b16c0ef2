import { filterOf } from '../../picture/filters.ts';
import { normalisationOf, type Normalisation } from '../../picture/planes.ts';
import { resize } from '../../picture/resample.ts';
import type { Rgb, Size } from '../../picture/samples.ts';
import type { Adapter, EncoderInput, ModelFolder, PictureRecipe } from '../adapter.ts';
import { smartResize } from '../smartResize.ts';
import { placeholderOf } from '../squarePicture.ts';

/**
 * LFM2-VL (SigLIP 2 NaFlex): a picture in its own proportions, as a list of patches [1, n, 768]
 * filled up to the same length, with a mask and the rows and columns of patches. Two by two patches
 * become a token.
 */
function ownProportions({ config, processor, preprocessor }: ModelFolder): PictureRecipe {
  const patch = preprocessor.encoder_patch_size ?? 16;
  const unit = patch * (preprocessor.downsample_factor ?? 2);
  const tile = preprocessor.tile_size ?? 512;
  const [least, most] = [preprocessor.min_image_tokens ?? 64, preprocessor.max_image_tokens ?? 256];
  const bounds = {
    unit,
    least: least * unit ** 2,
    most: most * unit ** 2,
    shortest: 'unit'
  } as const;
  const filter = filterOf(preprocessor, 'bilinear');
  const normalisation = normalisationOf(preprocessor);
  const length = Math.max(most * (unit / patch) ** 2, Math.floor(tile / patch) ** 2);
  const tokens = ({ width, height }: Size) => (width / unit) * (height / unit);
  const framed = processor.use_image_special_tokens ?? true;
  const [before, after] = framed ? ['<|image_start|>', '<|image_end|>'] : ['', ''];
  return {
    placeholder: placeholderOf(config),
    frame: ['', ''],
    edge: tile,
    square: false,
    // Its processor is there with torchvision only.
    looks: (picture) => [
      resize(picture, smartResize(picture, bounds), filter, { library: 'torchvision' })
    ],
    place: ([look]) => ({ run: [before, tokens(look as Size), after], grid: null }),
    calls: (looks) => looks.map((look) => patchList(look, normalisation, { patch, length }))
  };
}

/**
 * A look's patches row by row; in each patch by row, column, channel.
 * @param length of the list, in patches
 */
function patchList(
  { rgb, width, height }: Rgb,
  { mean, std }: Normalisation,
  { patch, length }: { patch: number; length: number }
): Record<string, EncoderInput> {
  const [rows, columns] = [height / patch, width / patch];
  const size = patch * patch * 3;
  const data = new Float32Array(length * size);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let y = 0; y < patch; y++) {
        const from = ((row * patch + y) * width + column * patch) * 3;
        for (let at = 0; at < patch * 3; at++, to++) {
          const value = (rgb[from + at] as number) / 255;
          data[to] = (value - (mean[at % 3] as number)) / (std[at % 3] as number);
        }
      }
    }
  }
  return {
    pixel_values: { data, type: 'number', dims: [1, length, size] },
    pixel_attention_mask: {
      data: new BigInt64Array(length).fill(1n, 0, rows * columns),
      type: 'int64',
      dims: [1, length]
    },
    spatial_shapes: {
      data: BigInt64Array.of(BigInt(rows), BigInt(columns)),
      type: 'int64',
      dims: [1, 2]
    }
  };
}

export const lfm2Vl: Adapter = {
  types: ['lfm2_vl'],
  picture: ownProportions
};
