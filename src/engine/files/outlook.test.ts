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
    const { need } = look(noGpu, 'q4f16', 'q4f16', [100, 50, 600]);
    expect(need).toEqual({
      files: 750 * MB,
      session: 750 * MB,
      working: 300 * MB,
      total: 1800 * MB
    });
    // A large picture encoder is there twice while it is opened.
    expect(look(noGpu, 'q4f16', 'q4f16', [500, 50, 600]).need.working).toBe(500 * MB);
  });

  it('comes near what was measured', () => {
    const heap = ({ need: { session, working } }: ReturnType<typeof outlookOf>) =>
      (session + working) / MB;
    // The bundled model.
    const bundled = look(noGpu, 'q8', 'quantized', [25, 32, 146]);
    expect(heap(bundled) / 527).toBeGreaterThan(0.95);
    expect(heap(bundled) / 527).toBeLessThan(1.05);
    // Qwen2.5-Coder 0.5B, its table in 32 bits and in 4 (table and head share what is in 4 bits).
    for (const [megabytes, measured] of [
      [862, 1540],
      [402, 1080]
    ] as const) {
      const files = [{ path: 'onnx/model_q4.onnx', bytes: megabytes * MB }];
      const manifest = {
        hash: '',
        files: new Map(files.map(({ path, bytes }) => [path, { bytes, sha256: '' }]))
      };
      const reckoned = heap(outlookOf(neededFiles(manifest, 'm'), files, noGpu)) / measured;
      expect(reckoned).toBeGreaterThan(0.75);
      expect(reckoned).toBeLessThan(1.25);
    }
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
    const large: [number, number, number] = [900, 900, 1900];
    expect(limits(noGpu, 'fp32', '', large)).toEqual(['wasm', 'too-large']);
    expect(limits(laptop, 'fp32', '', large)).toEqual([null, 'tight']);
    expect(limits(laptop, 'fp32', '', [500, 500, 2200])).toEqual(['file', 'too-large']);
    const phone = { ...noGpu, memoryGiB: 2, memoryCapped: false };
    expect(limits(phone, 'q4f16', 'q4f16', [100, 50, 800])).toEqual(['memory', 'too-large']);
    expect(limits(phone, 'q4f16', 'q4f16', [100, 50, 500])).toEqual([null, 'tight']);
    expect(limits(phone, 'q4f16', 'q4f16', [50, 30, 100])).toEqual([null, 'fits']);
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
