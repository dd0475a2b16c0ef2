import { atMost, MOST } from '../../modelConfigs.ts';
import { filterOf } from '../../picture/filters.ts';
import { normalisationOf, toPlanes, type Normalisation } from '../../picture/planes.ts';
import { resize } from '../../picture/resample.ts';
import { cutOut, rowsOf, tilesOf, type Rgb, type Size, type Tile } from '../../picture/samples.ts';
import type { Adapter, EncoderInput, PicturePlace } from '../adapter.ts';
import { placeholderOf } from '../squarePicture.ts';

/**
 * SmolVLM: named tokens frame those of every view, and the encoder takes square views [1, n, 3,
 * edge, edge] with a mask of their pixels. In one view the model sees what it knows as its "global
 * image"; in all of them, cut-outs in rows and columns before it, up to 17 times the tokens.
 */
export const smolvlm: Adapter = {
  types: ['idefics3', 'smolvlm'],
  picture({ config, processor, preprocessor }, view) {
    const edge =
      preprocessor.max_image_size?.longest_edge ?? config.vision_config?.image_size ?? 512;
    const longest = atMost(MOST.edge, longestOf(preprocessor.size) ?? 4 * edge, 'size');
    const tokens = processor.image_seq_len ?? 64;
    atMost(MOST.tokens, (Math.ceil(longest / edge) ** 2 + 1) * tokens, 'max_image_size');
    const filter = filterOf(preprocessor, 'lanczos');
    const normalisation = normalisationOf(preprocessor);
    const whole = (look: Rgb) => resize(rowsOf(look), { width: edge, height: edge }, filter);
    return {
      placeholder: placeholderOf(config),
      frame: ['', ''],
      views: ['one', 'full'],
      edge,
      square: false,
      looks: (picture) => {
        const large = resize(picture, inProportion(picture, longest), filter);
        return [
          view === 'one' ? whole(large) : resize(rowsOf(large), inTiles(large, edge), filter)
        ];
      },
      place: ([look]) => placeOf(cutOutsOf(look as Size, edge), tokens),
      calls: function* ([look]) {
        for (const tile of cutOutsOf(look as Size, edge)) {
          yield viewInputs(cutOut(look as Rgb, tile), normalisation);
        }
        yield viewInputs(whole(look as Rgb), normalisation);
      }
    };
  }
};

const longestOf = (size: number | { longest_edge?: number | null } | null | undefined) =>
  typeof size === 'object' ? size?.longest_edge : undefined;

/** The longer edge as given, the shorter one in proportion and even, as the processor rounds it. */
function inProportion({ width, height }: Size, longest: number): Size {
  const even = (value: number) => Math.max(1, Math.trunc(value) + (Math.trunc(value) % 2));
  const proportion = width / height;
  return width >= height
    ? { width: longest, height: even(longest / proportion) }
    : { width: even(longest * proportion), height: longest };
}

/** Both edges as multiples of a tile's: the longer one first, the other in proportion to that. */
function inTiles({ width, height }: Size, edge: number): Size {
  const up = (value: number) => Math.ceil(value / edge) * edge;
  const proportion = width / height;
  return width >= height
    ? { width: up(width), height: up(Math.trunc(up(width) / proportion)) }
    : { width: up(Math.trunc(up(height) * proportion)), height: up(height) };
}

/** What is cut out of a look, row by row; nothing where it would be the whole. */
function cutOutsOf(look: Size, edge: number): Tile[] {
  const tiles = tilesOf(look, edge);
  return tiles.length === 1 ? [] : tiles;
}

const FENCE = '<fake_token_around_image>';

function placeOf(tiles: readonly Tile[], tokens: number): PicturePlace {
  const cutOuts = tiles.flatMap(({ row, column }) => [
    `${row > 0 && column === 0 ? '\n' : ''}${FENCE}<row_${row + 1}_col_${column + 1}>`,
    tokens
  ]);
  const global = `${tiles.length > 0 ? '\n\n' : ''}${FENCE}<global-img>`;
  return { run: [...cutOuts, global, tokens, FENCE], grid: null };
}

function viewInputs(view: Rgb, normalisation: Normalisation): Record<string, EncoderInput> {
  const { width, height } = view;
  return {
    pixel_values: {
      data: toPlanes(view, normalisation),
      type: 'number',
      dims: [1, 1, 3, height, width]
    },
    pixel_attention_mask: {
      data: new Uint8Array(width * height).fill(1),
      type: 'bool',
      dims: [1, 1, height, width]
    }
  };
}
