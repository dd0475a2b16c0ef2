import { writeModel } from '../../src/core/onnx/model.ts';
import type { ModelProto } from '../../src/core/onnx/types.ts';
import { json, manifest } from './build.ts';
import { tokenEmbedder } from './encoders.ts';
import {
  decoderInHalves,
  decoderOfIds,
  decoderOfIdsAndPositions,
  decoderOfOneVector,
  decoderOfThreeAxes,
  decoderTurningInside,
  decoderTurningOutside
} from './kindDecoders.ts';
import {
  EDGE,
  encoderOfFlatPatches,
  encoderOfSquares,
  encoderOfViews,
  FLAT,
  PATCH
} from './kindEncoders.ts';
import { SHAPE } from './shape.ts';
import { config, tokenizer, tokenizerConfig, type Words } from './texts.ts';

export interface Kind {
  seed: number;
  decoder: (seed: number) => ModelProto;
  /** Null for a model that reads words only; then its decoder takes token ids. */
  encoder: ((seed: number) => ModelProto) | null;
  config: object;
  preprocessor?: object;
  processor?: object;
  words?: Words;
  /** A chat template in a file of its own. */
  template?: string;
}

const { text_config: sizes, ...llava } = config(0);
const halves = { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] };
const pressed = { ...halves, size: { height: EDGE, width: EDGE } };
const vision = { image_size: EDGE, patch_size: PATCH };

/** Takes lists of parts only, as LLaVA-Interleave's and SmolVLM's templates do. */
const PARTS = [
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + ' ' }}",
  "{% for part in message['content'] | selectattr('type', 'equalto', 'image') %}",
  "{{ '<image>' }}{% endfor %}",
  "{% for part in message['content'] | selectattr('type', 'equalto', 'text') %}",
  "{{ part['text'] }}{% endfor %}{{ '<|im_end|>' }}{% endfor %}",
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
].join('');

/** Opens the chat once, not every turn, and a turn that begins with a picture without a space. */
const ONCE = [
  "<|im_start|>{% for message in messages %}{{ message['role'] | capitalize }}",
  "{% if message['content'][0]['type'] == 'image' %}{{ ':' }}{% else %}{{ ': ' }}{% endif %}",
  "{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] }}",
  "{% elif part['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}",
  "{{ '<|im_end|>\\n' }}{% endfor %}",
  "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
].join('');

const wordsOnly = { encoder: null, words: { image: false } };

/** A LLaVA with square pictures, whatever its decoder. */
export const squares = {
  encoder: encoderOfSquares,
  config: { ...llava, text_config: sizes, vision_config: vision },
  preprocessor: { ...pressed, image_processor_type: 'SiglipImageProcessor' },
  processor: { processor_class: 'LlavaProcessor', patch_size: PATCH }
};

/** By folder name: one for each type that the engine has an adapter for, and one in half precision. */
const KINDS: Record<string, Kind> = {
  'tiny-interleave': {
    ...squares,
    seed: 1,
    decoder: decoderTurningInside,
    words: { template: null },
    template: PARTS
  },
  'tiny-onevision': {
    seed: 2,
    decoder: decoderTurningOutside,
    encoder: encoderOfSquares,
    config: {
      ...llava,
      model_type: 'llava_onevision',
      architectures: ['LlavaOnevisionForConditionalGeneration'],
      text_config: { ...sizes, model_type: 'qwen2' },
      vision_config: vision
    },
    preprocessor: { ...pressed, image_processor_type: 'LlavaOnevisionImageProcessor' },
    processor: { processor_class: 'LlavaOnevisionProcessor', num_image_tokens: 16 }
  },
  'tiny-fastvlm': {
    seed: 3,
    decoder: decoderOfOneVector,
    encoder: encoderOfSquares,
    // Sizes at the top, and a picture token that no table has.
    config: {
      ...llava,
      ...sizes,
      model_type: 'llava_qwen2',
      architectures: ['LlavaQwen2ForCausalLM'],
      image_token_index: -200,
      image_token_id: undefined,
      vision_config: undefined
    },
    preprocessor: {
      ...halves,
      image_processor_type: 'CLIPImageProcessor',
      do_center_crop: true,
      crop_size: { height: EDGE, width: EDGE },
      size: { shortest_edge: EDGE }
    },
    processor: { processor_class: 'LlavaProcessor', patch_size: PATCH },
    words: { image: false }
  },
  'tiny-smolvlm': {
    seed: 4,
    decoder: decoderTurningInside,
    encoder: encoderOfViews,
    config: {
      ...llava,
      model_type: 'idefics3',
      architectures: ['Idefics3ForConditionalGeneration'],
      image_token_index: undefined,
      text_config: sizes,
      vision_config: vision
    },
    preprocessor: {
      ...halves,
      image_processor_type: 'Idefics3ImageProcessor',
      size: { longest_edge: 4 * EDGE },
      max_image_size: { longest_edge: EDGE }
    },
    processor: { processor_class: 'Idefics3Processor', image_seq_len: SHAPE.pictureTokens },
    words: { template: ONCE, more: ['<fake_token_around_image>', '<global-img>'] }
  },
  'tiny-halves': {
    ...squares,
    seed: 6,
    decoder: decoderInHalves
  },
  'tiny-qwen2vl': {
    seed: 5,
    decoder: decoderOfThreeAxes,
    encoder: encoderOfFlatPatches,
    config: {
      ...llava,
      ...sizes,
      model_type: 'qwen2_vl',
      architectures: ['Qwen2VLForConditionalGeneration'],
      image_token_index: undefined,
      image_token_id: SHAPE.imageToken + 2,
      vision_config: { patch_size: FLAT.patch, spatial_merge_size: FLAT.merge }
    },
    preprocessor: {
      ...halves,
      image_processor_type: 'Qwen2VLImageProcessor',
      min_pixels: 64,
      max_pixels: EDGE * EDGE,
      patch_size: FLAT.patch,
      merge_size: FLAT.merge,
      temporal_patch_size: FLAT.frames
    },
    words: { image: false, more: ['<|vision_start|>', '<|vision_end|>', '<|image_pad|>'] }
  },
  'tiny-qwen2': {
    ...wordsOnly,
    seed: 7,
    decoder: decoderOfIds,
    config: { ...sizes, model_type: 'qwen2', architectures: ['Qwen2ForCausalLM'] }
  },
  'tiny-llama': {
    ...wordsOnly,
    seed: 8,
    decoder: decoderOfIdsAndPositions,
    config: { ...sizes, model_type: 'llama', architectures: ['LlamaForCausalLM'] }
  }
};

/**
 * Random models of every type that the engine has an adapter for, shipped as hubs ship them: one
 * standard decoder with its weights inside, no canaries. The same bytes on every call.
 * @returns for each folder name its files by path
 */
export function buildKinds(): Map<string, Map<string, Uint8Array>> {
  return new Map(Object.entries(KINDS).map(([name, kind]) => [name, buildKind(kind)]));
}

/** The files of one model by path. */
export function buildKind({
  seed,
  decoder,
  encoder,
  words = {},
  ...texts
}: Kind): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([
    ['config.json', json(texts.config)],
    ['tokenizer.json', json(tokenizer(words))],
    ['tokenizer_config.json', json(tokenizerConfig(words))],
    [graphOf(encoder), writeModel(decoder(seed))]
  ]);
  if (encoder) {
    files.set('onnx/embed_tokens_q4.onnx', writeModel(tokenEmbedder(seed)));
    files.set('onnx/vision_encoder_quantized.onnx', writeModel(encoder(seed)));
  }
  if (texts.preprocessor) files.set('preprocessor_config.json', json(texts.preprocessor));
  if (texts.processor) files.set('processor_config.json', json(texts.processor));
  if (texts.template) files.set('chat_template.json', json({ chat_template: texts.template }));
  files.set('manifest.json', json(manifest(files)));
  return files;
}

const graphOf = (encoder: Kind['encoder']) =>
  encoder ? 'onnx/decoder_model_merged_q4.onnx' : 'onnx/model_q4.onnx';

/** The decoder's graph among a model's files. */
export const decoderFile = (files: ReadonlyMap<string, Uint8Array>): string =>
  [...files.keys()].find((path) => /^onnx\/(decoder_model_merged|model)_/.test(path))!;
