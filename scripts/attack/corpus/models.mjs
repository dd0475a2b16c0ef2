/** Models, as folders and archives: templates that loop, expressions that explode, graphs that are damaged. */
import { bytesOf, inputsOf, times } from './input.mjs';
import { GRAPHS } from './modelGraphs.mjs';
import { archive, changed, folder, packed, text, tiny } from './modelRows.mjs';
import { withOddValue } from './mutate.mjs';
import { DECODER, PACKED, jsonIn, tinyFiles, withManifest } from './tinyFiles.mjs';

const TOKENS = 'tokenizer_config.json';
const VOCABULARY = 'tokenizer.json';
const PIXELS = 'preprocessor_config.json';
const CONFIG = 'config.json';

/** @type {Record<string, string>} */
const TEMPLATES = {
  'loop-forever':
    '{% for a in range(1000000000) %}{% for b in range(1000000000) %}{% endfor %}{% endfor %}',
  'loop-slow':
    '{% for a in range(30000) %}{% for b in range(30000) %}{% set c = a * b %}{% endfor %}{% endfor %}x',
  'string-doubles':
    "{% set ns = namespace(s='x') %}{% for a in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
  'macro-recurses': '{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}',
  'not-closed': '{% for message in messages %}{{ message',
  'depth-20000': `${'{% if true %}'.repeat(20_000)}x${'{% endif %}'.repeat(20_000)}`,
  'brackets-50000': `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`,
  raises: "{{ raise_exception('<img src=x onerror=alert(1)>') }}",
  constructor: "{{ ''.constructor.constructor('hacked=1')() }}",
  prototype: '{{ messages.__proto__.x }}{{ self.__init__ }}',
  nothing: '',
  'text-5-MB': 'x'.repeat(5_000_000),
  'same-for-all': 'always the same'
};

/** @type {Record<string, string>} */
const EXPRESSIONS = {
  nested: '(([a-z]|\\s)+)+$',
  alternatives: '^(a|a|aa|[a-z]|\\w|.)*\\d{9}$',
  lookahead: '(?=(.*)*x)(?=(.*)*y)(?=(.*)*z)(.*)*q',
  broken: '([a-z',
  'counts-huge': '(a{1,65535}){1,65535}',
  empty: ''
};

const ROWS = [
  // The template of chats.
  ...Object.entries(TEMPLATES).map(([what, template]) =>
    folder(
      `template-${what}`,
      what === 'text-5-MB' ? 'either' : 'refused',
      changed(TOKENS, (d) => (d.chat_template = template))
    )
  ),
  folder(
    'template-number',
    'refused',
    changed(TOKENS, (d) => (d.chat_template = 5))
  ),
  folder(
    'template-missing',
    'refused',
    changed(TOKENS, (d) => delete d.chat_template)
  ),
  folder(
    'template-file-loops',
    'refused',
    text('chat_template.jinja', TEMPLATES['loop-forever'] ?? '')
  ),
  folder('template-json-odd', 'refused', text('chat_template.json', '{"chat_template": {"a": 1}}')),
  // The tokenizer.
  ...Object.entries(EXPRESSIONS).map(([what, Regex]) =>
    folder(
      `expression-${what}`,
      'either',
      changed(
        VOCABULARY,
        (d) =>
          (d.pre_tokenizer = {
            type: 'Split',
            pattern: { Regex },
            behavior: 'Isolated',
            invert: false
          })
      )
    )
  ),
  folder(
    'normalizer-explodes',
    'either',
    changed(
      VOCABULARY,
      (d) =>
        (d.normalizer = {
          type: 'Replace',
          pattern: { Regex: '(([A-Za-z<|_]|\\s)+)+=$' },
          content: ''
        })
    )
  ),
  folder(
    'normalizer-grows',
    'either',
    changed(
      VOCABULARY,
      (d) =>
        (d.normalizer = {
          type: 'Sequence',
          normalizers: times(40, () => ({
            type: 'Replace',
            pattern: { String: 'a' },
            content: 'aa'
          }))
        })
    )
  ),
  folder(
    'normalizer-unknown',
    'refused',
    changed(VOCABULARY, (d) => (d.normalizer = { type: 'Evil' }))
  ),
  folder(
    'pre-tokenizer-unknown',
    'refused',
    changed(VOCABULARY, (d) => (d.pre_tokenizer = { type: '__proto__' }))
  ),
  folder(
    'vocabulary-empty',
    'refused',
    changed(VOCABULARY, (d) => (d.model.vocab = {}))
  ),
  folder(
    'vocabulary-ids-huge',
    'refused',
    changed(VOCABULARY, (d) => {
      for (const key of Object.keys(d.model.vocab)) d.model.vocab[key] += 1e9;
    })
  ),
  folder(
    'vocabulary-ids-negative',
    'either',
    changed(VOCABULARY, (d) => {
      d.model.vocab.A = -5;
    })
  ),
  folder(
    'vocabulary-text',
    'refused',
    changed(VOCABULARY, (d) => (d.model.vocab = 'x'))
  ),
  folder(
    'merges-odd',
    'either',
    changed(VOCABULARY, (d) => (d.model.merges = [5, null, ['a'], 'x y z']))
  ),
  folder(
    'merges-300000',
    'either',
    changed(VOCABULARY, (d) => (d.model.merges = times(300_000, (n) => `a${n} b`)))
  ),
  folder(
    'added-tokens-100000',
    'either',
    changed(
      VOCABULARY,
      (d) =>
        (d.added_tokens = [
          ...d.added_tokens,
          ...times(100_000, (n) => ({ ...d.added_tokens[0], id: 300 + n, content: `<t${n}>` }))
        ])
    )
  ),
  folder(
    'added-token-empty',
    'either',
    changed(VOCABULARY, (d) => d.added_tokens.push({ ...d.added_tokens[0], id: 299, content: '' }))
  ),
  folder(
    'tokenizer-class-odd',
    'either',
    changed(TOKENS, (d) => (d.tokenizer_class = '__proto__'))
  ),
  folder('tokenizer-not-json', 'refused', text(VOCABULARY, '<html>')),
  folder('tokenizer-null', 'refused', text(VOCABULARY, 'null')),
  folder('tokenizer-missing', 'refused', () => tiny({ [VOCABULARY]: null })),
  // What pictures are made into.
  ...[100_000, 20_000, 0].map((edge) =>
    folder(
      `pixels-${edge}`,
      'refused',
      changed(PIXELS, (d) => {
        d.crop_size = { width: edge, height: edge };
        d.size = { shortest_edge: edge };
      })
    )
  ),
  folder(
    'pixels-negative',
    'refused',
    changed(PIXELS, (d) => {
      d.crop_size = { width: -5, height: -5 };
    })
  ),
  folder(
    'pixels-text',
    'refused',
    changed(PIXELS, (d) => {
      d.crop_size = d.size = 'large';
    })
  ),
  folder(
    'pixels-1e308',
    'refused',
    changed(PIXELS, (d) => {
      d.size = { shortest_edge: 1e308 };
      d.crop_size = { width: 1e308, height: 1e308 };
    })
  ),
  folder(
    'deviation-0',
    'refused',
    changed(PIXELS, (d) => (d.image_std = [0, 0, 0]))
  ),
  folder(
    'mean-missing',
    'either',
    changed(PIXELS, (d) => {
      d.image_mean = [];
    })
  ),
  folder('preprocessor-missing', 'refused', () => tiny({ [PIXELS]: null })),
  folder('preprocessor-not-json', 'refused', text(PIXELS, '{')),
  folder(
    'patch-0',
    'refused',
    changed('processor_config.json', (d) => (d.patch_size = 0))
  ),
  // The configuration.
  folder(
    'config-type-unknown',
    'refused',
    changed(CONFIG, (d) => (d.model_type = 'evil'))
  ),
  folder(
    'config-type-prototype',
    'refused',
    changed(CONFIG, (d) => (d.model_type = '__proto__'))
  ),
  folder('config-not-json', 'refused', text(CONFIG, 'x')),
  folder('config-null', 'refused', text(CONFIG, 'null')),
  folder('config-missing', 'refused', () => tiny({ [CONFIG]: null })),
  folder(
    'config-depth-100000',
    'refused',
    text(CONFIG, `{"model_type":"llava","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  ),
  // Layers, heads and sizes are read from the graph itself: nothing asks the configuration for them.
  folder(
    'config-layers-1e9',
    'accepted',
    changed(CONFIG, (d) => (d.text_config.num_hidden_layers = 1e9))
  ),
  folder(
    'config-heads-0',
    'accepted',
    changed(CONFIG, (d) => {
      d.text_config.num_attention_heads = d.text_config.num_key_value_heads = 0;
    })
  ),
  folder(
    'config-layers-text',
    'accepted',
    changed(CONFIG, (d) => (d.text_config.num_hidden_layers = 'two'))
  ),
  folder(
    'config-head-huge',
    'accepted',
    changed(CONFIG, (d) => {
      d.text_config.head_dim = 1e9;
      d.text_config.hidden_size = 1e9;
    })
  ),
  folder(
    // The tokenizer's own picture token counts.
    'config-image-token-none',
    'either',
    changed(CONFIG, (d) => {
      d.image_token_index = d.image_token_id = 1e6;
    })
  ),
  folder(
    'config-data-files-1e6',
    'either',
    changed(
      CONFIG,
      (d) => (d['transformers.js_config'].use_external_data_format.decoder_model_merged = 1e6)
    )
  ),
  folder(
    'config-end-odd',
    'either',
    changed('generation_config.json', (d) => (d.eos_token_id = ['x', -1]))
  ),
  ...times(8, (n) =>
    folder(`config-odd-${n}`, 'either', (chance) => {
      const path = chance.one([CONFIG, TOKENS, PIXELS, VOCABULARY]);
      const files = tinyFiles();
      return files.set(path, bytesOf(JSON.stringify(withOddValue(jsonIn(files, path), chance))));
    })
  ),
  ...GRAPHS,
  // Rightly accepted.
  folder('good', 'accepted', () => withManifest(tiny())),
  folder('good-no-manifest', 'accepted', () => tiny()),
  folder('good-no-canaries', 'accepted', () => tiny({ 'canaries.json': null })),
  folder('good-standard-only', 'accepted', () => tiny({ [PACKED]: null, 'canaries.json': null })),
  folder('good-packed-only', 'accepted', () => tiny({ [DECODER]: null, 'canaries.json': null })),
  archive('good-zip', 'accepted', () => packed([]))
];

export const models = inputsOf('model', ROWS);
