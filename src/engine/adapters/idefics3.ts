import {
  Idefics3ForConditionalGeneration,
  SmolVLMForConditionalGeneration
} from '@huggingface/transformers';
import type { Adapter, ModelFolder, PictureRecipe } from './adapter.ts';
import { placeholderOf } from './squarePicture.ts';
import { pictureFormat } from '../picture/pixels.ts';

/**
 * SmolVLM: named tokens frame the picture's own, and the encoder takes a list of views [1, n, 3,
 * size, size] with a mask of their pixels. One view of the whole picture, which the model knows as
 * its "global image": cut-outs would multiply the tokens of every prompt by up to 17.
 */
function globalView({ config, processor, preprocessor }: ModelFolder): PictureRecipe {
  const size = preprocessor.max_image_size?.longest_edge ?? config.vision_config?.image_size ?? 512;
  return {
    format: { ...pictureFormat(preprocessor), size, fit: 'squash' },
    before: '<fake_token_around_image><global-img>',
    after: '<fake_token_around_image>',
    placeholder: placeholderOf(config),
    tokens: processor.image_seq_len ?? 64,
    grid: null,
    inputs: (planes) => ({
      pixel_values: { data: planes, type: 'number', dims: [1, 1, 3, size, size] },
      pixel_attention_mask: {
        data: new Uint8Array(size * size).fill(1),
        type: 'bool',
        dims: [1, 1, size, size]
      }
    })
  };
}

export const idefics3: Adapter = {
  modelClass: Idefics3ForConditionalGeneration,
  picture: globalView
};

export const smolvlm: Adapter = {
  modelClass: SmolVLMForConditionalGeneration,
  picture: globalView
};
