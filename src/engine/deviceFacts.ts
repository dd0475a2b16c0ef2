import { describeAdapter, isSoftware } from './device.ts';

/** What a browser tells of the device before anything is loaded. */
export interface DeviceFacts {
  /** The graphics card that the engine would use; null where there is none, or only one in software. */
  gpu: {
    adapter: string;
    /** Does it compute in half precision (shader-f16)? */
    halves: boolean;
    /** Largest buffer that a shader can be given, in bytes. */
    bufferBytes: number;
  } | null;
  /** Memory of the device in GiB, rounded by the browser; null where it does not tell. */
  memoryGiB: number | null;
  /** May the device have more than that? Browsers name no more than a few gigabytes. */
  memoryCapped: boolean;
}

/** From here on browsers may say less than there is, lest devices are told apart by it. */
const MOST_TOLD = 8;

/** Asks the browser; nothing is sent or loaded. */
export async function deviceFacts(): Promise<DeviceFacts> {
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return {
    gpu: await gpuFacts().catch(() => null),
    memoryGiB: deviceMemory ?? null,
    memoryCapped: (deviceMemory ?? 0) >= MOST_TOLD
  };
}

async function gpuFacts(): Promise<DeviceFacts['gpu']> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter || isSoftware(adapter.info)) return null;
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return {
    adapter: describeAdapter(adapter.info),
    halves: adapter.features.has('shader-f16'),
    bufferBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize)
  };
}
