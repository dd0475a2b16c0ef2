import { pictureFormat } from '../picture/pixels.ts';
import type { ModelFolder, PictureRecipe } from './adapter.ts';

/**
 * The usual way: one square picture [1, 3, size, size], cut into patches, one token each, put
 * straight in place of `<image>`.
 */
export function squarePicture({ config, processor, preprocessor }: ModelFolder): PictureRecipe {
  const format = pictureFormat(preprocessor);
  const { size } = format;
  const patch = processor.patch_size ?? config.vision_config?.patch_size;
  const tokens = patch
    ? Math.floor(size / patch) ** 2 + (processor.num_additional_image_tokens ?? 0)
    : config.image_seq_length;
  return {
    format,
    before: '',
    after: '',
    placeholder: placeholderOf(config),
    tokens: tokens ?? 0,
    grid: null,
    inputs: (planes) => ({
      pixel_values: { data: planes, type: 'number', dims: [1, 3, size, size] }
    })
  };
}

/** Any id that no text gives will do: the features take the place of its vector. */
export function placeholderOf({ image_token_index, image_token_id }: ModelFolder['config']) {
  return image_token_index ?? image_token_id ?? -1;
}
