import { atMost, MOST, type PictureConfig } from '../../modelConfigs.ts';
import { filterOf } from '../../picture/filters.ts';
import { normalisationOf, type Normalisation } from '../../picture/planes.ts';
import { resize } from '../../picture/resample.ts';
import { cutOut, tilesOf, type Rgb, type Size } from '../../picture/samples.ts';
import type { Adapter, EncoderInput } from '../adapter.ts';
import { nearestMultiple, smartResize } from '../smartResize.ts';
import { placeholderOf } from '../squarePicture.ts';

/**
 * LFM2-VL (SigLIP 2 NaFlex): a picture in its own proportions, as a list of patches [1, n, 768]
 * filled up to one length, with a mask and the rows and columns of patches. Two by two patches
 * become a token. In all its views, square tiles of a large picture come before it.
 */
export const lfm2Vl: Adapter = {
  types: ['lfm2_vl'],
  picture({ config, processor, preprocessor }, view) {
    const settings = settingsOf(preprocessor);
    const { patch, unit, tile, most } = settings;
    atMost(MOST.pixels, most, 'max_image_tokens');
    atMost(most, settings.least, 'min_image_tokens');
    atMost(MOST.pixels, settings.tiles[1] * tile ** 2, 'max_tiles');
    atMost(MOST.tokens, (settings.tiles[1] * tile ** 2 + most) / unit ** 2, 'tile_size');
    const filter = filterOf(preprocessor, 'bilinear');
    const normalisation = normalisationOf(preprocessor);
    const length = Math.max(most / patch ** 2, Math.floor(tile / patch) ** 2);
    const tokens = ({ width, height }: Size) => (width / unit) * (height / unit);
    const named = processor.use_image_special_tokens ?? true;
    const name = (text: string) => (named ? text : '');
    return {
      placeholder: placeholderOf(config),
      frame: ['', ''],
      views: ['one', 'full'],
      edge: tile,
      square: false,
      looks: (picture) => {
        const whole = smartResize(picture, settings);
        const tiled = view === 'full' ? tiledSize(picture, settings) : null;
        // Its processor is there with torchvision only.
        return (tiled ? [tiled, whole] : [whole]).map((size) =>
          resize(picture, size, filter, { library: 'torchvision' })
        );
      },
      place: (looks) => {
        const whole = looks.at(-1) as Size;
        const tiles = tilesIn(looks, tile).flatMap(({ row, column, ...area }) => [
          name(`<|img_row_${row + 1}_col_${column + 1}|>`),
          tokens(area)
        ]);
        const thumbnail = tiles.length > 0 ? [name('<|img_thumbnail|>')] : [];
        const run = [...tiles, ...thumbnail, tokens(whole)];
        return { run: [name('<|image_start|>'), ...run, name('<|image_end|>')], grid: null };
      },
      calls: function* (looks) {
        for (const area of tilesIn(looks, tile)) {
          yield patchList(cutOut(looks[0] as Rgb, area), normalisation, { patch, length });
        }
        yield patchList(looks.at(-1) as Rgb, normalisation, { patch, length });
      }
    };
  }
};

function settingsOf(preprocessor: PictureConfig) {
  const patch = preprocessor.encoder_patch_size ?? 16;
  const unit = patch * (preprocessor.downsample_factor ?? 2);
  return {
    patch,
    /** Edge of a token, in pixels. */
    unit,
    least: (preprocessor.min_image_tokens ?? 64) * unit ** 2,
    most: (preprocessor.max_image_tokens ?? 256) * unit ** 2,
    shortest: 'unit' as const,
    tile: preprocessor.tile_size ?? 512,
    /** A picture is cut up where it has as many times the pixels of one view. */
    tolerance: preprocessor.max_pixels_tolerance ?? 2,
    tiles: [preprocessor.min_tiles ?? 2, preprocessor.max_tiles ?? 10] as const
  };
}
type Settings = ReturnType<typeof settingsOf>;

/** The size that is cut into tiles, in the proportions nearest to the picture's; null for a small one. */
function tiledSize({ width, height }: Size, settings: Settings): Size | null {
  const { patch, unit, most, tolerance, tile, tiles } = settings;
  const near = (edge: number) => Math.max(patch, nearestMultiple(edge, unit));
  if (near(width) * near(height) <= most * tolerance) return null;
  let best = { columns: 1, rows: 1, off: Infinity };
  for (const { columns, rows } of gridsOf(...tiles)) {
    const off = Math.abs(width / height - columns / rows);
    const large = width * height > 0.5 * tile ** 2 * columns * rows;
    if (off < best.off || (off === best.off && large)) best = { columns, rows, off };
  }
  return { width: best.columns * tile, height: best.rows * tile };
}

/** Grids of so many tiles, those of few first. */
function gridsOf(least: number, most: number) {
  const edges = Array.from({ length: most }, (_, at) => at + 1);
  return edges
    .flatMap((columns) => edges.map((rows) => ({ columns, rows })))
    .filter(({ columns, rows }) => columns * rows >= least && columns * rows <= most)
    .sort((a, b) => a.columns * a.rows - b.columns * b.rows);
}

/** The tiles of the first of two looks; none where there is one look. */
const tilesIn = ([first, second]: readonly Size[], edge: number) =>
  first && second ? tilesOf(first, edge) : [];

/**
 * A view's patches row by row; in each patch by row, column, channel.
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
