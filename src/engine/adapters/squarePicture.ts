import { atMost, edgeOf, MOST } from '../modelConfigs.ts';
import { filterOf, type Filter } from '../picture/filters.ts';
import { normalisationOf, toPlanes } from '../picture/planes.ts';
import { resize } from '../picture/resample.ts';
import type { PictureRows, Rgb } from '../picture/samples.ts';
import type { ModelFolder, PictureRecipe } from './adapter.ts';

/**
 * The usual way: one square picture [1, 3, edge, edge], cut into patches, one token each, put
 * straight in place of `<image>`. Pressed into the square, or resized and its middle cut out, as
 * the processor's configuration says.
 * @throws AppError `model-config` where more is to be cut out than there is
 */
export function squarePicture({ config, processor, preprocessor }: ModelFolder): PictureRecipe {
  const shortest = edgeOf('size', preprocessor) ?? 224;
  const edge = edgeOf('crop_size', preprocessor) ?? shortest;
  const filter = filterOf(preprocessor, 'bicubic');
  const look = preprocessor.do_center_crop
    ? middleOf(shortest, edge, filter)
    : pressed(edge, filter);
  const patch = processor.patch_size ?? config.vision_config?.patch_size;
  const tokens = patch
    ? Math.floor(edge / patch) ** 2 + (processor.num_additional_image_tokens ?? 0)
    : config.image_seq_length;
  atMost(MOST.tokens, tokens ?? 0, 'patch_size');
  const normalisation = normalisationOf(preprocessor);
  return {
    placeholder: placeholderOf(config),
    frame: ['', ''],
    views: [],
    edge,
    square: false,
    looks: (picture) => [look(picture)],
    place: () => ({ run: [tokens ?? 0], grid: null }),
    calls: (looks) =>
      looks.map((each) => ({
        pixel_values: {
          data: toPlanes(each, normalisation),
          type: 'number',
          dims: [1, 3, edge, edge]
        }
      }))
  };
}

/** Any id that no text gives will do: the features take the place of its vector. */
export function placeholderOf({ image_token_index, image_token_id }: ModelFolder['config']) {
  return image_token_index ?? image_token_id ?? -1;
}

type Look = (picture: PictureRows) => Rgb;

const pressed =
  (edge: number, filter: Filter): Look =>
  (picture) =>
    resize(picture, { width: edge, height: edge }, filter);

/** The shorter edge becomes `shortest` long; then the middle is cut out. */
function middleOf(shortest: number, edge: number, filter: Filter): Look {
  atMost(shortest, edge, 'crop_size');
  return (picture) => {
    const longer = (long: number, short: number) => Math.trunc((shortest * long) / short);
    const { width, height } = picture;
    const to =
      width <= height
        ? { width: shortest, height: longer(height, width) }
        : { width: longer(width, height), height: shortest };
    const left = Math.floor((to.width - edge) / 2);
    const top = Math.floor((to.height - edge) / 2);
    return resize(picture, to, filter, { part: { left, top, width: edge, height: edge } });
  };
}
