import { AppError } from '../core/errors.ts';

const MEMORY = [
  /out of memory/i,
  /bad_alloc/,
  /allocation failed/i,
  /failed to allocate/i,
  /invalid (typed )?array length/i,
  /memory access out of bounds/i
];
const DEVICE = [/device (is |was )?lost/i, /GPUDevice.*lost/i, /DXGI_ERROR_DEVICE/];

/** What the runtime throws, as an error that a person can act on. */
export function toFault(thrown: unknown, deviceLost = false): AppError {
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return new AppError('cancelled');
  }
  const error = AppError.from(thrown);
  if (error.code !== 'unexpected') return error;
  const message = String(error.params.message);
  if (deviceLost || DEVICE.some((pattern) => pattern.test(message))) {
    return new AppError('device-lost');
  }
  if (MEMORY.some((pattern) => pattern.test(message))) return new AppError('out-of-memory');
  return error;
}
