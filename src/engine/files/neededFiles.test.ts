import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import type { Manifest } from './manifest.ts';
import { dataFilesOf, decoderVariants, neededFiles, type Wanted } from './neededFiles.ts';

/** @param files names with sizes in bytes */
const manifestOf = (files: Record<string, number>): Manifest => ({
  hash: '',
  files: new Map(Object.entries(files).map(([name, bytes]) => [name, { bytes, sha256: '' }]))
});
const named = (...names: string[]) =>
  manifestOf(Object.fromEntries(names.map((name) => [name, 1])));
const graph = (part: string) => (suffix: string) => `onnx/${part}${suffix && `_${suffix}`}.onnx`;
const [vision, embed, decoder, model] = (
  ['vision_encoder', 'embed_tokens', 'decoder_model_merged', 'model'] as const
).map((part) => graph(part)) as [
  ReturnType<typeof graph>,
  ReturnType<typeof graph>,
  ReturnType<typeof graph>,
  ReturnType<typeof graph>
];
/** Every part in these variants. */
const pictures = (...suffixes: string[]) =>
  suffixes.flatMap((suffix) => [vision(suffix), embed(suffix), decoder(suffix)]);
const dtypeOf = (manifest: Manifest, wanted?: Wanted) => neededFiles(manifest, 'm', wanted).dtype;

describe('neededFiles', () => {
  it('takes one decoder, its weights, and the other parts as near to it as there are', () => {
    const data = [`${decoder('q4')}_data`, `${decoder('q4')}_data_1`];
    const manifest = named(
      ...['config.json', 'README.md', 'chat_template.jinja'],
      ...[...pictures('', 'quantized'), decoder('q4'), ...data]
    );
    const needed = neededFiles(manifest, 'm');
    expect(needed).toMatchObject({
      layout: 'pictures',
      dtype: 'q4, vision_encoder q8, embed_tokens q8',
      decoder: decoder('q4'),
      packed: null
    });
    expect(needed.files).toEqual([
      ...['config.json', 'chat_template.jinja'],
      ...[vision('quantized'), embed('quantized'), decoder('q4'), ...data]
    ]);
    expect(dataFilesOf(needed)).toEqual({
      'vision_encoder_quantized.onnx': 0,
      'embed_tokens_quantized.onnx': 0,
      'decoder_model_merged_q4.onnx': 2
    });
  });

  it('puts the packed decoder in the standard one’s place, over the same weights', () => {
    const packed = 'onnx/decoder_model_packed_quantized.onnx';
    const data = `${decoder('quantized')}_data`;
    const needed = neededFiles(named(...pictures('quantized'), data, packed), 'm');
    expect(needed.packed).toBe(packed);
    expect(needed.decoder).toBe(decoder('quantized'));
    expect(needed.files).not.toContain(decoder('quantized'));
    expect(needed.files).toContain(data);
  });

  it('finds the same again among what it chose', () => {
    const packed = 'onnx/decoder_model_packed_quantized.onnx';
    const data = `${decoder('quantized')}_data`;
    for (const names of [[...pictures('quantized'), data, packed], pictures('q4'), [model('q4')]]) {
      const needed = neededFiles(named(...names), 'm');
      const again = neededFiles(named(...needed.files), 'm');
      expect(again).toEqual(needed);
    }
  });

  it('knows models of words only, which are one graph', () => {
    const data = `${model('q4')}_data`;
    const needed = neededFiles(named('config.json', model(''), model('q4'), data), 'm');
    expect(needed).toMatchObject({
      layout: 'text',
      dtypes: { model: 'q4' },
      dtype: 'q4',
      decoder: model('q4'),
      packed: null,
      bytes: { model: 2 },
      files: ['config.json', model('q4'), data]
    });
    expect(dataFilesOf(needed)).toEqual({ 'model_q4.onnx': 1 });
  });

  it('names a model without a complete set', () => {
    const missing = (...files: string[]) => {
      try {
        neededFiles(named(...files), 'm');
      } catch (thrown) {
        const { code, params } = AppError.from(thrown);
        return [code, params.files];
      }
    };
    expect(missing('config.json')).toEqual(['model-incomplete', 'onnx/*.onnx']);
    expect(missing(embed('q4'), decoder('q4'))).toEqual(['model-incomplete', vision('')]);
    expect(missing(decoder('q4'))).toEqual(['model-incomplete', `${vision('')}, ${embed('')}`]);
  });
});

describe('the decoder’s variant', () => {
  const all = ['', 'fp16', 'q4', 'q4f16', 'quantized', 'int8', 'uint8', 'bnb4'];
  /** What is taken, then what would be taken without it, and so on. */
  const falling = (halves: boolean) => {
    const left = new Set(all);
    const taken: string[] = [];
    while (left.size > 0) {
      const { dtypes } = neededFiles(named(...[...left].map(model)), 'm', { halves });
      const dtype = dtypes.model as string;
      taken.push(dtype);
      left.delete({ fp32: '', q8: 'quantized' }[dtype] ?? dtype);
    }
    return taken.join(' ');
  };

  it('computes in halves where the device does, and is never rounded while running if it can', () => {
    expect(falling(true)).toBe('q4f16 fp16 q4 fp32 bnb4 q8 int8 uint8');
    expect(falling(false)).toBe('q4 fp32 bnb4 q4f16 fp16 q8 int8 uint8');
  });

  it('is the one that a model ships a packed graph for, before halves on a device without them', () => {
    const packed = 'onnx/decoder_model_packed_quantized.onnx';
    const manifest = named(...pictures('q4f16', 'quantized'), packed);
    expect(dtypeOf(manifest)).toBe('q8');
    expect(dtypeOf(manifest, { halves: true })).toBe('q4f16');
  });

  it('is the chosen one on every device, as long as the model has it', () => {
    const manifest = named(...pictures(...all));
    for (const halves of [true, false]) {
      expect(dtypeOf(manifest, { halves, chosen: 'int8' })).toBe('int8');
      expect(dtypeOf(manifest, { halves, chosen: 'fp32' })).toBe('fp32');
    }
    expect(dtypeOf(named(...pictures('q4')), { chosen: 'q8' })).toBe('q4');
  });

  it('is listed', () => {
    expect(decoderVariants([...pictures('q4', '')])).toEqual(['q4', 'fp32']);
    expect(decoderVariants([model('fp16'), 'onnx/other.onnx'])).toEqual(['fp16']);
    expect(decoderVariants(['config.json'])).toEqual([]);
  });
});

describe('the other parts’ variants', () => {
  it('are halves beside a decoder in halves only', () => {
    const others = ['fp16', 'quantized', ''].flatMap((suffix) => [vision(suffix), embed(suffix)]);
    const manifest = named(decoder('q4'), decoder('q4f16'), ...others);
    expect(dtypeOf(manifest)).toBe('q4, vision_encoder q8, embed_tokens q8');
    expect(dtypeOf(manifest, { halves: true })).toBe(
      'q4f16, vision_encoder fp16, embed_tokens fp16'
    );
    const halvesAlone = named(decoder('q4'), vision('fp16'), embed('fp16'));
    expect(dtypeOf(halvesAlone)).toBe('q4, vision_encoder fp16, embed_tokens fp16');
  });

  it('leave a 4-bit table that is none for the one in halves, seen by its size', () => {
    const rest = { [vision('q4')]: 1, [decoder('q4')]: 1, [decoder('')]: 1, [vision('')]: 1 };
    const table = (sizes: Record<string, number>) =>
      manifestOf({
        ...rest,
        ...Object.fromEntries(Object.entries(sizes).map(([suffix, n]) => [embed(suffix), n]))
      });
    const floats = table({ '': 400, q4: 401, fp16: 200 });
    expect(dtypeOf(floats)).toBe('q4, embed_tokens fp16');
    expect(neededFiles(floats, 'm').files).toContain(embed('fp16'));
    expect(dtypeOf(table({ '': 400, q4: 401 }))).toBe('q4');
    expect(dtypeOf(table({ '': 400, q4: 60, fp16: 200 }))).toBe('q4');
    // A decoder in 32 bits keeps its own table.
    expect(dtypeOf(floats, { chosen: 'fp32' })).toBe('fp32');
    // Weights beside the graph count.
    const beside = table({ q4: 1, fp16: 200 });
    const withData = manifestOf({
      ...Object.fromEntries([...beside.files].map(([name, { bytes }]) => [name, bytes])),
      [`${embed('q4')}_data`]: 400
    });
    expect(dtypeOf(withData)).toBe('q4, embed_tokens fp16');
  });
});

describe('the models that come with the app', () => {
  it.each(['models/pocket-llava', 'test/tiny-model/tiny-llava'])('%s: as ever', (folder) => {
    const text = readFileSync(`${folder}/manifest.json`, 'utf8');
    const { files } = JSON.parse(text) as { files: Record<string, { bytes: number }> };
    const manifest = manifestOf(
      Object.fromEntries(Object.entries(files).map(([name, { bytes }]) => [name, bytes]))
    );
    for (const halves of [true, false]) {
      const needed = neededFiles(manifest, 'm', { halves });
      // Part of the keys under which answers are kept.
      expect(needed.dtype).toBe('q8');
      expect(needed.packed).toBe('onnx/decoder_model_packed_quantized.onnx');
      expect(needed.files).toEqual(
        Object.keys(files).filter((name) => name !== needed.decoder && !name.endsWith('.png'))
      );
    }
  });
});
