import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pillow, samplesIn, source } from '../../../test/fixtures/pillow/pillow.ts';
import { rowsOf } from '../picture/samples.ts';
import type { ModelFolder } from './adapter.ts';
import { adapterFor, KNOWN_TYPES } from './index.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object;
const recipeOf = (model_type: string, folder: Partial<ModelFolder>) =>
  adapterFor({ model_type }, 'm').picture!({
    config: { model_type },
    processor: {},
    preprocessor: {},
    ...folder
  });

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

describe('a recipe’s looks', () => {
  /** The settings that make.py gave transformers' processors. */
  const halves = { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] };
  const recipes: Record<string, (resample: 0 | 1 | 2 | 3) => ReturnType<typeof recipeOf>> = {
    clip: (resample) =>
      recipeOf('llava_qwen2', {
        preprocessor: {
          resample,
          do_center_crop: true,
          size: { shortest_edge: 20 },
          crop_size: { height: 16 }
        }
      }),
    siglip: (resample) => recipeOf('llava', { preprocessor: { resample, size: { height: 14 } } }),
    idefics3: (resample) =>
      recipeOf('idefics3', {
        preprocessor: {
          resample,
          size: { longest_edge: 40 },
          max_image_size: { longest_edge: 16 },
          ...halves
        }
      }),
    lfm2: (resample) =>
      recipeOf('lfm2_vl', {
        preprocessor: {
          resample,
          encoder_patch_size: 2,
          downsample_factor: 2,
          min_image_tokens: 16,
          max_image_tokens: 64,
          tile_size: 8
        }
      })
  };

  for (const [name, recipe] of Object.entries(recipes)) {
    it(`${name}: the samples that the processor makes`, () => {
      const cases = pillow.prepared.filter((each) => each.name === name);
      expect(cases.length).toBeGreaterThan(2);
      for (const { from, resample, views } of cases) {
        const looks = recipe(resample).looks(rowsOf(source(from)));
        const expected = views.map(({ size: [width, height], pixels }) => ({
          rgb: samplesIn(pixels),
          width,
          height
        }));
        expect(looks, `${name} of ${from.join(' x ')}`).toEqual(expected);
      }
    });
  }

  it('refuses to cut out more than there is', () => {
    const preprocessor = {
      do_center_crop: true,
      size: { shortest_edge: 20 },
      crop_size: { height: 24 }
    };
    expect(() => recipeOf('llava', { preprocessor })).toThrow(/^model-config .*crop_size/);
  });
});
