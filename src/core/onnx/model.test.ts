import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { readModel, writeModel } from './model.ts';
import type { AttributeProto, ModelProto, TensorProto } from './types.ts';

const POCKET = new URL('../../../models/pocket-llava/onnx/', import.meta.url);
const graphs = readdirSync(POCKET).filter((file) => file.endsWith('.onnx'));

/** Numbers of the fields that the schema does not know, anywhere below `value`. */
function unknownTags(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(unknownTags);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'unknown' ? (inner as { tag: number }[]).map(({ tag }) => tag) : unknownTags(inner)
  );
}

const attribute = (fields: Partial<AttributeProto>): AttributeProto => ({
  floats: [],
  ints: [],
  strings: [],
  tensors: [],
  graphs: [],
  ...fields
});

const tensor = (fields: Partial<TensorProto>): TensorProto => ({
  dims: [],
  floatData: [],
  int32Data: [],
  stringData: [],
  int64Data: [],
  externalData: [],
  ...fields
});

const small = (attributes: AttributeProto[], initializer: TensorProto[] = []): ModelProto => ({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'g',
    node: [{ input: ['x', '', 'y'], output: ['z'], opType: 'Slice', attribute: attributes }],
    initializer,
    input: [],
    output: [],
    valueInfo: []
  }
});

describe('ONNX files', () => {
  it('finds the four graphs of the bundled model', () => {
    expect(graphs).toHaveLength(4);
  });

  it.each(graphs)('reads %s whole and writes the same bytes', (name) => {
    const file = new Uint8Array(readFileSync(new URL(name, POCKET)));
    const model = readModel(file, name);
    expect(model.graph.node.length).toBeGreaterThan(5);
    expect(unknownTags(model)).toEqual([]);
    expect(Buffer.compare(writeModel(model), file)).toBe(0);
  });

  it('keeps every 64-bit integer, float and string of attributes and tensors', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const float = fc.float({ noNaN: true });
    const fields = fc.record({
      name: fc.string({ unit: 'binary' }),
      i: int64,
      f: float,
      s: fc.uint8Array({ maxLength: 300 }),
      ints: fc.array(int64),
      floats: fc.array(float)
    });
    const data = fc.record({
      dims: fc.array(fc.nat()),
      floatData: fc.array(float),
      int64Data: fc.array(int64),
      int32Data: fc.array(fc.integer())
    });
    fc.assert(
      fc.property(fc.array(fields), fc.array(data), (attributes, tensors) => {
        const model = small(attributes.map(attribute), tensors.map(tensor));
        expect(readModel(writeModel(model), 'm')).toEqual(model);
      })
    );
  });

  it('keeps fields that it does not know, in their place', () => {
    const model = small([attribute({ name: 'a', i: -1n })]);
    // Field 14 (metadata_props), length 2.
    model.unknown = [{ tag: 14, bytes: Uint8Array.of(0x72, 2, 9, 9) }];
    model.graph!.unknown = [{ tag: 3, bytes: Uint8Array.of(0x18, 5) }];
    expect(readModel(writeModel(model), 'm')).toEqual(model);
  });

  it('names the file where it is cut short anywhere, or is something else', () => {
    const file = writeModel(small([attribute({ name: 'starts', ints: [2n ** 63n - 1n, 3n] })]));
    for (let length = 0; length < file.length; length++) {
      expect(() => readModel(file.slice(0, length), 'cut.onnx'), `${length} bytes`).toThrow(
        AppError
      );
    }
    const page = new TextEncoder().encode('<!doctype html><title>404</title>');
    expect(() => readModel(page, 'page.onnx')).toThrow(/onnx-malformed .*page\.onnx/);
  });

  it('answers random bytes with its own error, never another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          readModel(noise, 'noise');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      })
    );
  });
});
