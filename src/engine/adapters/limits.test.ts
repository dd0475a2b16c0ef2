import { describe, expect, it } from 'vitest';
import { source } from '../../../test/fixtures/pillow/pillow.ts';
import { AppError } from '../../core/errors.ts';
import {
  configOf,
  configSchema,
  MOST,
  pictureSchema,
  processorSchema,
  type ModelConfig
} from '../modelConfigs.ts';
import { rowsOf } from '../picture/samples.ts';
import type { PictureRecipe } from './adapter.ts';
import { adapterFor, KNOWN_TYPES } from './index.ts';

/** What no setting of a picture is; JSON knows no NaN, but numbers beyond all bounds. */
const HOSTILE = [
  '1e5',
  '1e9',
  '1e300',
  '1e999',
  '0',
  '-1',
  '-1e9',
  '0.5',
  '"7"',
  '[]',
  '{}',
  '[1e9]'
];
const PICTURE_FIELDS = Object.keys(pictureSchema.entries).filter(
  (field) => !['do_center_crop', 'resample', 'max_pixels_tolerance'].includes(field)
);
const SEEING = KNOWN_TYPES.filter((type) => adapterFor({ model_type: type }, 'm').picture);

/** A model's recipe, by its files' texts. */
function recipeOf(type: string, preprocessor: string, processor = '{}', config = '{}') {
  const files = new Map(
    Object.entries({
      'preprocessor_config.json': preprocessor,
      'processor_config.json': processor,
      'config.json': config
    }).map(([file, text]) => [file, new TextEncoder().encode(text)])
  );
  return adapterFor({ model_type: type }, 'm').picture!(
    {
      config: configOf(configSchema, files, 'config.json') as ModelConfig,
      processor: configOf(processorSchema, files, 'processor_config.json')!,
      preprocessor: configOf(pictureSchema, files, 'preprocessor_config.json')!
    },
    'full'
  );
}

/** The fault that names the file and the setting; null where a recipe came. */
function faultOf(make: () => PictureRecipe): AppError | null {
  try {
    expect(make().edge).toBeLessThanOrEqual(MOST.edge);
    return null;
  } catch (thrown) {
    return AppError.from(thrown);
  }
}

describe('what a model asks for', () => {
  it.each(PICTURE_FIELDS)('%s is bounded before anything is allocated, for every type', (field) => {
    for (const type of SEEING) {
      for (const value of HOSTILE) {
        // A size without edges says nothing, and the type's own is taken.
        if (/^[[{]/.test(value) && /size$/.test(field)) continue;
        // So few pixels are no harm.
        if (/pixels$/.test(field) && value === '1e5') continue;
        const fault = faultOf(() => recipeOf(type, `{"${field}": ${value}}`));
        if (!fault) throw new Error(`${type} takes ${field} ${value}`);
        expect(fault.code, `${type} ${field} ${value}`).toBe('model-config');
        expect(fault.params.file).toBe('preprocessor_config.json');
        expect(String(fault.params.where)).toContain(field);
        expect(fault.params.found).toBeTruthy();
        expect(fault.params.expected).toBeTruthy();
      }
    }
  });

  it.each(['shortest_edge', 'longest_edge', 'height'])('a size by its %s, too', (edge) => {
    for (const type of SEEING) {
      for (const value of HOSTILE) {
        const fault = faultOf(() => recipeOf(type, `{"size": {"${edge}": ${value}}}`));
        if (fault) expect(fault.code).toBe('model-config');
        else expect(value).toBe('1e5');
      }
    }
    expect(faultOf(() => recipeOf('llava', '{"crop_size": {"height": -1}}'))?.params).toMatchObject(
      { where: 'crop_size.height', found: '-1', expected: '>=1' }
    );
    expect(faultOf(() => recipeOf('llava', '{"size": 0.5}'))?.params).toMatchObject({
      where: 'size',
      found: '0.5',
      expected: 'a whole number'
    });
    expect(faultOf(() => recipeOf('llava', '{"size": {"shortest_edge": 1e5}}'))?.params).toEqual({
      file: 'preprocessor_config.json',
      where: 'size',
      found: '100000',
      expected: '<=4096'
    });
  });

  it('how many tokens a picture takes is bounded as well', () => {
    const fine = '{"size": {"height": 4096}}';
    expect(faultOf(() => recipeOf('llava', fine, '{"patch_size": 1}'))?.code).toBe('model-config');
    for (const file of ['image_seq_len', 'num_additional_image_tokens', 'patch_size']) {
      const fault = faultOf(() => recipeOf('llava', '{}', `{"${file}": 1e9}`));
      expect(fault?.params).toMatchObject({ file: 'processor_config.json', where: file });
    }
    const fault = faultOf(() => recipeOf('llava', '{}', '{}', '{"image_seq_length": 1e9}'));
    expect(fault?.params).toMatchObject({ file: 'config.json', where: 'image_seq_length' });
  });

  it('what is within bounds stays so when a picture comes', () => {
    for (const type of ['qwen2_vl', 'qwen3_5']) {
      const recipe = recipeOf(type, '{"size": {"shortest_edge": 1e5, "longest_edge": 1e5}}');
      const looks = recipe.looks(rowsOf(source([40, 30])));
      expect(looks.reduce((sum, { width, height }) => sum + width * height, 0)).toBeLessThan(2e5);
      expect(recipe.place(looks).run[1]).toBeLessThanOrEqual(MOST.tokens);
    }
  });

  it('colours that cannot be divided by are refused', () => {
    for (const std of ['[0, 0, 0]', '[1, 1]', '[]', '0']) {
      expect(faultOf(() => recipeOf('llava', `{"image_std": ${std}}`))?.code).toBe('model-config');
    }
  });

  it('a file that is no JSON is named', () => {
    expect(faultOf(() => recipeOf('llava', '{"size": NaN}'))?.toString()).toMatch(/model-json/);
    expect(faultOf(() => recipeOf('llava', '<html>'))?.toString()).toMatch(/model-json/);
  });
});
