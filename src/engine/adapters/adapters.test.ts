import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KNOWN_TYPES } from '../knownTypes.ts';
import { adapterFor } from './index.ts';
import { flattened } from './qwen2Vl.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object;

describe('adapterFor', () => {
  it('knows the bundled model: 16 tokens, as its encoder gives', () => {
    const folder = 'models/pocket-llava';
    const recipe = adapterFor(json(`${folder}/config.json`), 'pocket-llava').picture!({
      config: json(`${folder}/config.json`),
      processor: json(`${folder}/processor_config.json`),
      preprocessor: json(`${folder}/preprocessor_config.json`)
    });
    expect(recipe).toMatchObject({ tokens: 16, placeholder: 49152, before: '', after: '' });
    expect(recipe.format).toMatchObject({ size: 256, fit: 'crop' });
  });

  it('knows types that read words only', () => {
    const reading = KNOWN_TYPES.filter(
      (type) => adapterFor({ model_type: type }, 'm').picture === null
    );
    expect(reading).toEqual(['llama', 'qwen2', 'qwen3']);
  });

  it('names the types that it knows to one that it does not', () => {
    for (const type of ['constructor', 'qwen3_5']) {
      expect(() => adapterFor({ model_type: type }, 'm')).toThrow(/^model-type .*llava_onevision/);
    }
    expect(() => adapterFor({}, 'm')).toThrow(/^model-type/);
  });

  it('has every adapter in the registry', () => {
    const files = readdirSync('src/engine/adapters').filter((name) =>
      /^[a-z][^.]*\.ts$/.test(name)
    );
    const helpers = ['adapter.ts', 'index.ts', 'positions.ts', 'squarePicture.ts'];
    const types = files.filter((name) => !helpers.includes(name));
    expect(types).toEqual([
      'idefics3.ts',
      'llava.ts',
      'llavaOnevision.ts',
      'llavaQwen2.ts',
      'qwen2Vl.ts',
      'textOnly.ts'
    ]);
  });
});

describe('flattened', () => {
  it('keeps the patches of a token together, frame after frame', () => {
    // 4 x 4 pixels, patches of one pixel, four to a token.
    const plane = Float32Array.from({ length: 16 }, (_, at) => at);
    const planes = new Float32Array(48);
    for (let channel = 0; channel < 3; channel++) {
      planes.set(
        plane.map((value) => value + 100 * channel),
        channel * 16
      );
    }
    const flat = flattened(planes, { size: 4, patch: 1, merge: 2, frames: 2 });
    expect(flat).toHaveLength(96);
    expect([...flat.slice(0, 6)]).toEqual([0, 0, 100, 100, 200, 200]);
    const order = Array.from({ length: 16 }, (_, patch) => flat[patch * 6]);
    expect(order).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
  });
});
