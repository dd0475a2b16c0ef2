import { filterOf } from '../../picture/filters.ts';
import { normalisationOf, toPlanes } from '../../picture/planes.ts';
import { resize } from '../../picture/resample.ts';
import { rowsOf, type Size } from '../../picture/samples.ts';
import type { Adapter, ModelFolder, PictureRecipe } from '../adapter.ts';
import { placeholderOf } from '../squarePicture.ts';

/**
 * SmolVLM: named tokens frame the picture's own, and the encoder takes a list of views [1, n, 3,
 * edge, edge] with a mask of their pixels. One view of the whole picture, which the model knows as
 * its "global image": cut-outs would multiply the tokens of every prompt by up to 17.
 */
function globalView({ config, processor, preprocessor }: ModelFolder): PictureRecipe {
  const edge = preprocessor.max_image_size?.longest_edge ?? config.vision_config?.image_size ?? 512;
  const longest = longestOf(preprocessor.size) ?? 4 * edge;
  const filter = filterOf(preprocessor, 'lanczos');
  const normalisation = normalisationOf(preprocessor);
  const tokens = processor.image_seq_len ?? 64;
  return {
    placeholder: placeholderOf(config),
    frame: ['', ''],
    edge,
    square: false,
    looks: (picture) => {
      const large = resize(picture, inProportion(picture, longest), filter);
      return [resize(rowsOf(large), { width: edge, height: edge }, filter)];
    },
    place: () => ({
      run: ['<fake_token_around_image><global-img>', tokens, '<fake_token_around_image>'],
      grid: null
    }),
    calls: (looks) =>
      looks.map((look) => ({
        pixel_values: {
          data: toPlanes(look, normalisation),
          type: 'number',
          dims: [1, 1, 3, edge, edge]
        },
        pixel_attention_mask: {
          data: new Uint8Array(edge * edge).fill(1),
          type: 'bool',
          dims: [1, 1, edge, edge]
        }
      }))
  };
}

const longestOf = (size: ModelFolder['preprocessor']['size']) =>
  typeof size === 'object' ? size?.longest_edge : undefined;

/** The longer edge as given, the shorter one in proportion and even, as the processor rounds it. */
function inProportion({ width, height }: Size, longest: number): Size {
  const even = (value: number) => Math.max(1, Math.trunc(value) + (Math.trunc(value) % 2));
  const proportion = width / height;
  return width >= height
    ? { width: longest, height: even(longest / proportion) }
    : { width: even(longest * proportion), height: longest };
}

export const smolvlm: Adapter = {
  types: ['idefics3', 'smolvlm'],
  picture: globalView
};
