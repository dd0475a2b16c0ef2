import { SHAPE } from './shape.ts';

/** Ids 0 to 2, as in the bundled model's tokenizer. */
const NAMED = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];
const IMAGE = '<image>';

const CHAT_TEMPLATE = [
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}",
  "{% if message['content'] is string %}{{ message['content'] }}{% else %}",
  "{% for item in message['content'] %}{% if item['type'] == 'image' %}{{ '<image>\\n' }}",
  "{% elif item['type'] == 'text' %}{{ item['text'] }}{% endif %}{% endfor %}{% endif %}",
  "{{ '<|im_end|>\\n' }}{% endfor %}",
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
].join('');

/**
 * The visible character that stands for each byte in a byte-level vocabulary: printable Latin-1
 * stands for itself, the others for the characters from 256 on (Radford et al., GPT-2).
 */
function byteLetters(): string[] {
  const visible = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(visible(byte) ? byte : next++)
  );
}

/** Token ids of a text without picture, as the tokenizer below gives them. */
export function encode(text: string): number[] {
  return text.split(/(<\|\w+\|>)/).flatMap((part) => {
    const id = NAMED.indexOf(part);
    if (id >= 0) return [id];
    return [...new TextEncoder().encode(part)].map((byte) => NAMED.length + byte);
  });
}

function addedToken(id: number, content: string) {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  return { id, content, ...flags, special: true };
}

/** What sets the tokenizer of another type of model apart. */
export interface Words {
  /** Does it know `<image>`? Yes, unless told. */
  image?: boolean;
  /** Further special tokens. */
  more?: readonly string[];
  /** Its chat template; null where it has none. */
  template?: string | null;
}

const namesOfAdded = ({ image = true, more = [] }: Words) => [...(image ? [IMAGE] : []), ...more];

const added = (words: Words) => [
  ...NAMED.map((content, id) => addedToken(id, content)),
  ...namesOfAdded(words).map((content, index) => addedToken(SHAPE.imageToken + index, content))
];

/** `tokenizer.json`: byte-level BPE without merges, so every byte is one token. */
export const tokenizer = (words: Words = {}) => ({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: added(words),
  normalizer: null,
  pre_tokenizer: {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: true
  },
  post_processor: null,
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: '',
    end_of_word_suffix: '',
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: false,
    vocab: Object.fromEntries([...NAMED, ...byteLetters()].map((token, id) => [token, id])),
    merges: []
  }
});

export const tokenizerConfig = (words: Words = {}) => ({
  tokenizer_class: 'GPT2Tokenizer',
  processor_class: 'LlavaProcessor',
  model_max_length: SHAPE.positions,
  clean_up_tokenization_spaces: false,
  add_prefix_space: false,
  bos_token: NAMED[1],
  eos_token: NAMED[2],
  pad_token: NAMED[2],
  unk_token: NAMED[0],
  image_token: IMAGE,
  additional_special_tokens: [NAMED[1], NAMED[2], ...namesOfAdded(words)],
  added_tokens_decoder: Object.fromEntries(added(words).map(({ id, ...token }) => [id, token])),
  ...(words.template === null ? {} : { chat_template: words.template ?? CHAT_TEMPLATE })
});

const specialIds = { bos_token_id: 1, eos_token_id: 2, pad_token_id: 2 };

export const config = (dataFiles: number) => ({
  model_type: 'llava',
  architectures: ['LlavaForConditionalGeneration'],
  image_token_index: SHAPE.imageToken,
  image_token_id: SHAPE.imageToken,
  image_seq_length: SHAPE.pictureTokens,
  ...specialIds,
  text_config: {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    vocab_size: SHAPE.vocabulary,
    hidden_size: SHAPE.hidden,
    intermediate_size: SHAPE.intermediate,
    num_hidden_layers: SHAPE.layers,
    num_attention_heads: SHAPE.heads,
    num_key_value_heads: SHAPE.kvHeads,
    head_dim: SHAPE.headSize,
    hidden_act: 'silu',
    rms_norm_eps: SHAPE.epsilon,
    rope_theta: SHAPE.ropeTheta,
    tie_word_embeddings: false,
    ...specialIds,
    max_position_embeddings: SHAPE.positions
  },
  vision_config: {
    model_type: 'clip_vision_model',
    image_size: SHAPE.picture,
    patch_size: SHAPE.picture / Math.sqrt(SHAPE.pictureTokens),
    hidden_size: SHAPE.hidden,
    num_channels: 3
  },
  vision_feature_select_strategy: 'full',
  tie_word_embeddings: false,
  'transformers.js_config': {
    dtype: 'q8',
    use_external_data_format: { decoder_model_merged: dataFiles, decoder_model_packed: dataFiles }
  }
});

const preprocessorConfig = () => ({
  processor_class: 'LlavaProcessor',
  image_processor_type: 'CLIPImageProcessor',
  do_convert_rgb: true,
  do_resize: true,
  size: { shortest_edge: SHAPE.picture },
  resample: 3,
  do_center_crop: true,
  crop_size: { width: SHAPE.picture, height: SHAPE.picture },
  do_rescale: true,
  rescale_factor: 1 / 255,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5]
});

const processorConfig = () => ({
  processor_class: 'LlavaProcessor',
  image_token: IMAGE,
  patch_size: SHAPE.picture / Math.sqrt(SHAPE.pictureTokens),
  num_additional_image_tokens: 0,
  vision_feature_select_strategy: 'full'
});

/** The JSON files beside the graphs, by name, as transformers.js reads them. */
export function configurations(dataFiles: number): Map<string, object> {
  return new Map<string, object>([
    ['config.json', config(dataFiles)],
    ['generation_config.json', { ...specialIds, do_sample: false }],
    ['preprocessor_config.json', preprocessorConfig()],
    ['processor_config.json', processorConfig()],
    ['tokenizer.json', tokenizer()],
    ['tokenizer_config.json', tokenizerConfig()]
  ]);
}
