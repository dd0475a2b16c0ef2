import { describe, expect, it } from 'vitest';
import type { DeviceFacts } from '../deviceFacts.ts';
import { neededFiles } from './neededFiles.ts';
import { outlookOf } from './outlook.ts';
import type { Dtype } from './variants.ts';

const MB = 1e6;
const GiB = 2 ** 30;
const laptop: DeviceFacts = {
  gpu: { adapter: 'a GPU', halves: true, bufferBytes: 2 * GiB },
  memoryGiB: 8,
  memoryCapped: true
};
const noGpu: DeviceFacts = { ...laptop, gpu: null };
const graph = (part: string, suffix: string) => `onnx/${part}${suffix && `_${suffix}`}.onnx`;

/** @param megabytes of the picture encoder, the table, the decoder */
function look(
  facts: DeviceFacts,
  variant: Dtype,
  suffix: string,
  megabytes: [number, number, number]
) {
  const parts = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'];
  const files = parts.map((part, at) => ({
    path: graph(part, suffix),
    bytes: (megabytes[at] as number) * MB
  }));
  const manifest = {
    hash: '',
    files: new Map(files.map(({ path, bytes }) => [path, { bytes, sha256: '' }]))
  };
  return outlookOf(neededFiles(manifest, 'm', { chosen: variant }), files, facts);
}

describe('outlookOf', () => {
  it('reckons files, weights and room to work in', () => {
    const { need } = look(noGpu, 'q4', 'q4', [100, 50, 600]);
    expect(need).toEqual({
      files: 750 * MB,
      session: 750 * MB,
      working: 600 * MB,
      total: 2100 * MB
    });
    // The bundled model: 527 MB of WebAssembly memory were measured.
    const { session, working } = look(noGpu, 'q8', 'quantized', [25, 32, 146]).need;
    expect(session + working).toBeCloseTo(527 * MB, -7);
  });

  it('takes the graphics card where it can, and says why not', () => {
    const small: [number, number, number] = [100, 300, 300];
    const weaker = (over: object) => ({ ...laptop, gpu: { ...laptop.gpu!, ...over } });
    const told = (...args: Parameters<typeof look>) => {
      const { device, gpuRefusal } = look(...args);
      return [device, gpuRefusal];
    };
    expect(told(laptop, 'q4f16', 'q4f16', small)).toEqual(['webgpu', null]);
    expect(told(noGpu, 'q4f16', 'q4f16', small)).toEqual(['wasm', null]);
    expect(told(weaker({ halves: false }), 'q4f16', 'q4f16', small)).toEqual(['wasm', 'halves']);
    expect(told(weaker({ halves: false }), 'q4', 'q4', small)).toEqual(['webgpu', null]);
    expect(told(weaker({ bufferBytes: 128 * MB }), 'q4', 'q4', small)).toEqual(['wasm', 'buffer']);
  });

  it('unfolds weights in halves where nothing computes in them, but no table', () => {
    const size: [number, number, number] = [100, 50, 600];
    expect(look(laptop, 'fp16', 'fp16', size).need.session).toBe(750 * MB);
    expect(look(noGpu, 'fp16', 'fp16', size).need.session).toBe(1450 * MB);
  });

  it('knows the limits of a file, of WebAssembly and of the device', () => {
    const limits = (...args: Parameters<typeof look>) => {
      const { limit, verdict } = look(...args);
      return [limit, verdict];
    };
    const large: [number, number, number] = [500, 500, 1700];
    expect(limits(noGpu, 'fp32', '', large)).toEqual(['wasm', 'too-large']);
    expect(limits(laptop, 'fp32', '', large)).toEqual([null, 'tight']);
    expect(limits(laptop, 'fp32', '', [500, 500, 2200])).toEqual(['file', 'too-large']);
    const phone = { ...noGpu, memoryGiB: 2, memoryCapped: false };
    expect(limits(phone, 'q4', 'q4', [100, 50, 800])).toEqual(['memory', 'too-large']);
    expect(limits(phone, 'q4', 'q4', [100, 50, 400])).toEqual([null, 'tight']);
    expect(limits(phone, 'q4', 'q4', [50, 30, 100])).toEqual([null, 'fits']);
    expect(limits({ ...noGpu, memoryGiB: null }, 'q4', 'q4', [1, 1, 1])).toEqual([null, 'untold']);
  });

  it('counts weights beside a graph as no part of its file', () => {
    const files = [
      { path: 'onnx/model_q4.onnx', bytes: MB },
      { path: 'onnx/model_q4.onnx_data', bytes: 2500 * MB }
    ];
    const manifest = {
      hash: '',
      files: new Map(files.map(({ path, bytes }) => [path, { bytes, sha256: '' }]))
    };
    const { limit, need } = outlookOf(neededFiles(manifest, 'm'), files, laptop);
    expect([limit, need.session]).toEqual([null, 2501 * MB]);
  });
});
