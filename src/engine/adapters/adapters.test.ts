import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pillow, samplesIn, source } from '../../../test/fixtures/pillow/pillow.ts';
import type { PictureView } from '../../core/prompts/pictureView.ts';
import { rowsOf, type Rgb } from '../picture/samples.ts';
import type { EncoderInput, ModelFolder } from './adapter.ts';
import { adapterFor, KNOWN_TYPES } from './index.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object;
const recipeOf = (model_type: string, folder: Partial<ModelFolder>, view: PictureView = 'one') =>
  adapterFor({ model_type }, 'm').picture!(
    {
      config: { model_type },
      processor: {},
      preprocessor: {},
      ...folder
    },
    view
  );

describe('adapterFor', () => {
  it('knows the bundled model: 16 tokens, as its encoder gives, of the middle square', () => {
    const folder = 'models/pocket-llava';
    const recipe = recipeOf('llava', {
      config: json(`${folder}/config.json`),
      processor: json(`${folder}/processor_config.json`),
      preprocessor: json(`${folder}/preprocessor_config.json`)
    });
    expect(recipe).toMatchObject({ placeholder: 49152, edge: 256, square: true });
    const looks = recipe.looks(rowsOf(source([300, 300])));
    expect(looks).toMatchObject([{ width: 256, height: 256 }]);
    expect(recipe.place(looks)).toEqual({ run: [16], grid: null });
  });

  it('knows types that read words only', () => {
    const reading = KNOWN_TYPES.filter(
      (type) => adapterFor({ model_type: type }, 'm').picture === null
    );
    expect(reading).toEqual(['llama', 'qwen2', 'qwen3']);
  });

  it('names the types that it knows to one that it does not', () => {
    for (const type of ['constructor', 'florence2']) {
      expect(() => adapterFor({ model_type: type }, 'm')).toThrow(/^model-type .*llava_onevision/);
    }
    expect(() => adapterFor({}, 'm')).toThrow(/^model-type/);
  });

  it('has no two files for one type', () => {
    expect(new Set(KNOWN_TYPES).size).toBe(KNOWN_TYPES.length);
    expect(KNOWN_TYPES.length).toBeGreaterThanOrEqual(
      readdirSync('src/engine/adapters/types').filter((name) => !name.includes('.test.')).length
    );
  });
});

/** The settings that make.py gave transformers' processors. */
const SETTINGS = {
  clip: ['llava_qwen2', { do_center_crop: true, size: { shortest_edge: 20 }, crop_size: 16 }],
  siglip: ['llava', { size: { height: 14 } }],
  idefics3: ['idefics3', { size: { longest_edge: 40 }, max_image_size: { longest_edge: 16 } }],
  lfm2: [
    'lfm2_vl',
    {
      encoder_patch_size: 2,
      downsample_factor: 2,
      min_image_tokens: 16,
      max_image_tokens: 64,
      tile_size: 8
    }
  ],
  qwen: [
    'qwen2_vl',
    { patch_size: 2, merge_size: 2, size: { shortest_edge: 256, longest_edge: 1024 } }
  ]
} as const;
/** Encoder inputs are the samples themselves then, in 255ths. */
const plain = { image_mean: [0, 0, 0], image_std: [1, 1, 1] };

describe('a recipe’s looks', () => {
  for (const name of ['clip', 'siglip', 'idefics3', 'lfm2', 'qwen full'] as const) {
    it(`${name}: the samples that the processor makes`, () => {
      const cases = casesOf(name);
      for (const { from, views, recipe } of cases) {
        const looks = recipe.looks(rowsOf(source(from)));
        expect(looks, `${name} of ${from.join(' x ')}`).toEqual(views);
      }
    });
  }

  it('refuses to cut out more than there is', () => {
    const preprocessor = { do_center_crop: true, size: { shortest_edge: 20 }, crop_size: 24 };
    expect(() => recipeOf('llava', { preprocessor })).toThrow(/^model-config .*crop_size/);
  });
});

describe('all views of a picture', () => {
  const runOf = (name: 'idefics3 full' | 'lfm2 full', size: string) => {
    const { from, recipe } = casesOf(name).find((each) => each.from.join(' x ') === size)!;
    return recipe.place(recipe.looks(rowsOf(source(from)))).run;
  };

  it('SmolVLM: cut-outs in rows and columns, then the whole', () => {
    for (const { from, views, recipe } of casesOf('idefics3 full')) {
      const calls = [...recipe.calls(recipe.looks(rowsOf(source(from))))];
      expect(calls.map(fromPlanes), from.join(' x ')).toEqual(views);
    }
    const fence = '<fake_token_around_image>';
    expect(runOf('idefics3 full', '64 x 27')).toEqual([
      ...[`${fence}<row_1_col_1>`, 64, `${fence}<row_1_col_2>`, 64, `${fence}<row_1_col_3>`, 64],
      ...[`\n${fence}<row_2_col_1>`, 64, `${fence}<row_2_col_2>`, 64, `${fence}<row_2_col_3>`, 64],
      ...[`\n\n${fence}<global-img>`, 64, fence]
    ]);
  });

  it('LFM2-VL: tiles of a large picture, then the whole', () => {
    for (const { from, views, recipe } of casesOf('lfm2 full')) {
      const calls = [...recipe.calls(recipe.looks(rowsOf(source(from))))];
      expect(calls.map(fromPatches), from.join(' x ')).toEqual(views);
    }
    expect(runOf('lfm2 full', '40 x 40')).toEqual(['<|image_start|>', 64, '<|image_end|>']);
    expect(runOf('lfm2 full', '60 x 40')).toEqual([
      ...['<|image_start|>', '<|img_row_1_col_1|>', 4, '<|img_row_1_col_2|>', 4],
      ...['<|img_row_1_col_3|>', 4, '<|img_row_2_col_1|>', 4, '<|img_row_2_col_2|>', 4],
      ...['<|img_row_2_col_3|>', 4, '<|img_thumbnail|>', 54, '<|image_end|>']
    ]);
  });
});

/** What make.py wrote of a processor, with the recipe that is to do the same. */
function casesOf(name: string) {
  const [kind, full] = name.split(' ') as [keyof typeof SETTINGS, string | undefined];
  const [type, preprocessor] = SETTINGS[kind];
  const cases = pillow.prepared.filter((each) => each.name === name);
  expect(cases.length).toBeGreaterThan(2);
  return cases.map(({ from, resample, views }) => ({
    from,
    views: views.map(({ size: [width, height], pixels }) => ({
      rgb: samplesIn(pixels),
      width,
      height
    })),
    recipe: recipeOf(
      type,
      { preprocessor: { ...preprocessor, ...plain, resample } },
      full ? 'full' : 'one'
    )
  }));
}

type Call = Record<string, EncoderInput>;
const level = (value: unknown) => Math.round(Number(value) * 255);

function fromPlanes({ pixel_values: pixels }: Call): Rgb {
  const { data, dims } = pixels as EncoderInput;
  const [height, width] = dims.slice(-2) as [number, number];
  const plane = width * height;
  const rgb = Uint8ClampedArray.from({ length: plane * 3 }, (_, at) =>
    level(data[(at % 3) * plane + Math.floor(at / 3)])
  );
  return { rgb, width, height };
}

/** Patches of 2 x 2. */
function fromPatches({ pixel_values: pixels, spatial_shapes: shape }: Call): Rgb {
  const [rows, columns] = Array.from(shape!.data, Number) as [number, number];
  const [width, height] = [columns * 2, rows * 2];
  const rgb = Uint8ClampedArray.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    const patch = Math.floor(y / 2) * columns + Math.floor(x / 2);
    return level(pixels!.data[patch * 12 + ((y % 2) * 2 + (x % 2)) * 3 + (at % 3)]);
  });
  return { rgb, width, height };
}
