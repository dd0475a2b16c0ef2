import { AppError } from '../core/errors.ts';
import type { Device, DeviceChoice, LoadedModel } from './engineApi.ts';

export type Refusal = LoadedModel['refused'][number];

/** One way to run a model; the GPU device is asked for only when its turn comes. */
export interface DeviceTry {
  device: Device;
  adapter: string | null;
  requestGpu: (() => Promise<GPUDevice>) | null;
  /** Spell the attentions out: `core/onnx/spellAttention.ts`. */
  spell: boolean;
  /** Does the device compute in half precision? */
  halves: boolean;
}

/** The device that every browser has: in its quick way, and as models ship. */
export const WASM: readonly DeviceTry[] = [true, false].map((spell) => ({
  device: 'wasm',
  adapter: null,
  requestGpu: null,
  spell,
  halves: false
}));

/**
 * With these, attention can be silently wrong where subgroups are small (Chromium's software
 * adapter: 4). Both have to go: the runtime looks for either.
 */
const SUBGROUPS = ['subgroups', 'subgroup-size-control'];

/** The devices to try in turn, and those that need no try to be refused. */
export async function devicesToTry(
  choice: DeviceChoice
): Promise<{ devices: DeviceTry[]; refused: Refusal[] }> {
  if (choice === 'wasm') return { devices: [...WASM], refused: [] };
  const refuse = (code: string, params: Refusal['params'] = {}) => ({
    devices: [...WASM],
    refused: [{ device: 'webgpu' as const, code, params }]
  });
  if (!navigator.gpu) return refuse('webgpu-missing');
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return refuse('webgpu-no-adapter');
  const name = describeAdapter(adapter.info);
  if (isSoftware(adapter.info) && choice === 'auto')
    return refuse('webgpu-software', { adapter: name });
  const withFeatures = (without: readonly string[]): DeviceTry => ({
    device: 'webgpu',
    adapter: name,
    requestGpu: () => requestGpu(without),
    spell: false,
    halves: adapter.features.has('shader-f16')
  });
  const subgroups = SUBGROUPS.some((feature) => adapter.features.has(feature));
  const gpus = [withFeatures([]), ...(subgroups ? [withFeatures(SUBGROUPS)] : [])];
  return { devices: [...gpus, ...WASM], refused: [] };
}

type AdapterInfo = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
  isFallbackAdapter?: boolean;
};

/** The adapter in words, as far as the browser tells. */
export function describeAdapter(info: AdapterInfo): string {
  const words = [info.description, info.vendor, info.architecture, info.device].filter(Boolean);
  return [...new Set(words)].join(' ') || 'WebGPU';
}

/** Does the processor play the graphics card? Correct, but slower than WASM. */
export function isSoftware(info: AdapterInfo): boolean {
  return (
    info.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(describeAdapter(info))
  );
}

/** An adapter gives one device only, so each try asks for a new adapter. */
async function requestGpu(without: readonly string[]): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new AppError('device-lost');
  const features = [...adapter.features].filter((feature) => !without.includes(feature));
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredFeatures: features as GPUFeatureName[],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupSizeY: limits.maxComputeWorkgroupSizeY,
      maxComputeWorkgroupSizeZ: limits.maxComputeWorkgroupSizeZ,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension
    }
  });
}
