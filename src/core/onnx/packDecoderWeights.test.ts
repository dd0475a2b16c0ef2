import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from './model.ts';
import { pointWeightsTo } from './packDecoderWeights.ts';

const file = new Uint8Array(
  readFileSync('test/tiny-model/tiny-llava/onnx/vision_encoder_quantized.onnx')
);
const model = readModel(file, 'vision');

describe('pointWeightsTo', () => {
  it('finds every large weight at its place in the file, and leaves the small ones', () => {
    const { model: pointed, used } = pointWeightsTo(model, file, 'vision.onnx_data');
    expect(used).toBe(true);
    pointed.graph.initializer.forEach(({ externalData, rawData, dataLocation }, index) => {
      const whole = model.graph.initializer[index]!.rawData!;
      if (whole.length < 1024) return expect(rawData).toBe(whole);
      const place = Object.fromEntries(externalData.map(({ key, value }) => [key, value]));
      expect([dataLocation, rawData, place['location']]).toEqual([
        1,
        undefined,
        'vision.onnx_data'
      ]);
      const offset = Number(place['offset']);
      expect(file.subarray(offset, offset + Number(place['length']))).toEqual(whole);
    });
    expect(writeModel(pointed).length).toBeLessThan(file.length / 10);
  });

  it('has nothing to do where weights lie outside already', () => {
    const { model: pointed } = pointWeightsTo(model, file, 'a');
    expect(pointWeightsTo(pointed, file, 'b').used).toBe(false);
  });
});
