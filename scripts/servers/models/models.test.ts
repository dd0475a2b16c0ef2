import { describe, expect, it } from 'vitest';
import { dequantise } from './dequantise.mjs';
import { graphWeights } from './graphWeights.mjs';
import { writeSafetensors } from './safetensors.mjs';

describe('safetensors', () => {
  it('has a head that says where each tensor lies', () => {
    const file = writeSafetensors([
      { name: 'a', shape: [2], data: new Float32Array([1, 2]) },
      { name: 'b', shape: [1, 3], data: new Float32Array([3, 4, 5]) }
    ]);
    const length = Number(file.readBigUInt64LE());
    const head = JSON.parse(file.subarray(8, 8 + length).toString());
    expect(length % 8).toBe(0);
    expect(head.b).toEqual({ dtype: 'F32', shape: [1, 3], data_offsets: [8, 20] });
    const [start, end] = head.b.data_offsets;
    const numbers = file.subarray(8 + length + start, 8 + length + end);
    expect([0, 4, 8].map((at) => numbers.readFloatLE(at))).toEqual([3, 4, 5]);
  });
});

it('multiplies each byte of a block by its half-precision scale', () => {
  const data = Buffer.alloc(34);
  data.writeUInt16LE(0x3800); // 0.5
  data.writeInt8(-128, 2);
  data.writeInt8(3, 33);
  const numbers = dequantise({ name: '', shape: [1, 32], type: 'Q8_0', data });
  expect([numbers[0], numbers[1], numbers[31]]).toEqual([-64, 0, 1.5]);
});

it('names products of an exported encoder by the bias that is added to them', async () => {
  const path = 'test/fixtures/twins/smolvlm-256m-gqa/onnx/vision_encoder.onnx';
  const { products } = await graphWeights(path);
  expect(products).toHaveLength(2 * 6 + 1);
  expect(products.filter(({ bias }) => bias === null)).toHaveLength(1);
  const names = new Set(products.map(({ bias }) => bias));
  expect(names).toContain('m.vision_model.encoder.layers.1.self_attn.out_proj.bias');
  expect(names.size).toBe(products.length);
});
