import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { toFault } from './faults.ts';

describe('toFault', () => {
  it('passes the engine’s own errors on', () => {
    expect(toFault(new AppError('no-model')).code).toBe('no-model');
  });

  it('knows what runtimes say when memory is short', () => {
    for (const message of [
      'std::bad_alloc',
      'Array buffer allocation failed',
      'WebAssembly.Memory(): could not allocate: out of memory',
      "Can't create a session. failed to allocate a buffer of size 47999232."
    ]) {
      expect(toFault(new RangeError(message)).code, message).toBe('out-of-memory');
    }
  });

  it('tells a lost device from other faults', () => {
    expect(toFault(new Error('Device was lost')).code).toBe('device-lost');
    expect(toFault(new Error('mapAsync failed'), true).code).toBe('device-lost');
    expect(toFault(new Error('mapAsync failed'))).toMatchObject({
      code: 'unexpected',
      params: { message: 'mapAsync failed' }
    });
  });

  it('says cancelled for an abort', () => {
    expect(toFault(new DOMException('stop', 'AbortError')).code).toBe('cancelled');
  });
});
