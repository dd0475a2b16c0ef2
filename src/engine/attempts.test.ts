import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { attemptsOf, firstToPass, type Attempt } from './attempts.ts';
import { WASM, type DeviceTry, type Refusal } from './device.ts';

const PARTS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'];
const set = (suffix: string) => PARTS.map((part) => `onnx/${part}${suffix}.onnx`);
const manifestOf = (...names: string[]) => ({
  hash: '',
  files: new Map(['config.json', ...names].map((name) => [name, { bytes: 1, sha256: '' }]))
});
// A packed graph of its own: its 8 bits are the weights' alone.
const SHIPPED = 'onnx/decoder_model_packed_quantized.onnx';
const BOTH = manifestOf(...set('_q4f16'), ...set('_quantized'), SHIPPED);

const gpu = (halves: boolean, adapter = 'a GPU'): DeviceTry => ({
  device: 'webgpu',
  adapter,
  requestGpu: null,
  spell: false,
  halves
});
const inShort = ({ on, needed }: Attempt) => `${on.adapter ?? on.device} ${needed.dtype}`;
const listed = (...args: Parameters<typeof attemptsOf>) => attemptsOf(...args).map(inShort);

describe('attempts', () => {
  it('go from half precision over 32 bits on the same GPUs to WASM', () => {
    const devices = [gpu(true), gpu(true, 'no subgroups'), ...WASM];
    expect(listed(devices, BOTH, 'm')).toEqual([
      'a GPU q4f16',
      'no subgroups q4f16',
      'a GPU q8',
      'no subgroups q8',
      'wasm q8',
      'wasm q8'
    ]);
  });

  it('know no half precision without the adapter, and none without the files', () => {
    expect(listed([gpu(false), ...WASM], BOTH, 'm')).toEqual(['a GPU q8', 'wasm q8', 'wasm q8']);
    const whole = manifestOf(...set('_quantized'));
    expect(listed([gpu(true), ...WASM], whole, 'm')).toEqual(['a GPU q8', 'wasm q8', 'wasm q8']);
  });

  it('are the chosen variant alone, wherever it can be tried', () => {
    expect(listed([gpu(true), ...WASM], BOTH, 'm', 'q8')).toEqual([
      'a GPU q8',
      'wasm q8',
      'wasm q8'
    ]);
    expect(listed([gpu(false), ...WASM], BOTH, 'm', 'q4f16')[0]).toBe('a GPU q4f16');
  });

  it('of a model that comes in half precision alone are that, each device once', () => {
    const halves = manifestOf(...set('_fp16'));
    expect(listed([gpu(true), ...WASM], halves, 'm')).toEqual([
      'a GPU fp16',
      'wasm fp16',
      'wasm fp16'
    ]);
  });
});

describe('the first attempt that passes', () => {
  const attempts = attemptsOf([gpu(true), ...WASM], BOTH, 'm');
  const wrong = new AppError('self-check-failed', {
    device: 'webgpu',
    maxError: 2,
    tolerance: 0.01
  });

  /** Runs all attempts; `faults`: what each throws, by its place; missing: it passes. */
  async function run(faults: unknown[]) {
    const prepared: string[] = [];
    const lasts: boolean[] = [];
    const refused: Refusal[] = [];
    const outcome = await firstToPass(attempts, refused, {
      prepare: async (attempt) => void prepared.push(inShort(attempt)),
      open: (attempt, last) => {
        const fault = faults[lasts.push(last) - 1];
        return fault ? Promise.reject(fault as Error) : Promise.resolve(inShort(attempt));
      }
    }).then(({ opened }) => opened, AppError.from);
    return { outcome, prepared, lasts, refused };
  }

  it('is taken, and nothing is prepared for those behind it', async () => {
    const { outcome, prepared, refused } = await run([]);
    expect([outcome, prepared, refused]).toEqual(['a GPU q4f16', ['a GPU q4f16'], []]);
  });

  it('comes after those refused with device, precision and figures', async () => {
    const { outcome, prepared, refused } = await run([wrong]);
    expect(outcome).toBe('a GPU q8');
    expect(prepared).toEqual(['a GPU q4f16', 'a GPU q8']);
    expect(refused).toEqual([
      { device: 'webgpu', dtype: 'q4f16', code: 'self-check-failed', params: wrong.params }
    ]);
  });

  it('may be none: the last one’s fault is told, and it knew that it was the last', async () => {
    const lost = new Error('GPUDevice was lost');
    const { outcome, lasts, refused } = await run([wrong, lost, wrong, new AppError('unexpected')]);
    expect(outcome).toMatchObject({ code: 'unexpected' });
    expect(lasts).toEqual([false, false, false, true]);
    expect(refused.map(({ device, dtype, code }) => [device, dtype, code])).toEqual([
      ['webgpu', 'q4f16', 'self-check-failed'],
      ['webgpu', 'q8', 'device-lost'],
      ['wasm', 'q8', 'self-check-failed']
    ]);
  });

  it('is not looked for after a cancel, nor where files cannot be had', async () => {
    const { outcome, prepared } = await run([new DOMException('', 'AbortError')]);
    expect([AppError.from(outcome).code, prepared.length]).toEqual(['cancelled', 1]);
    const refused: Refusal[] = [];
    const offline = firstToPass(attempts, refused, {
      prepare: () => Promise.reject(new AppError('network', { file: 'f' })),
      open: () => Promise.resolve('never')
    });
    await expect(offline).rejects.toMatchObject({ code: 'network' });
    expect(refused).toEqual([]);
  });
});
