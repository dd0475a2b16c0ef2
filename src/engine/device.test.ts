import { describe, expect, it } from 'vitest';
import { describeAdapter, isSoftware } from './device.ts';

const none = { vendor: '', architecture: '', device: '', description: '' };

describe('adapters', () => {
  it('are described by what the browser tells', () => {
    expect(describeAdapter({ ...none, vendor: 'nvidia', architecture: 'hopper' })).toBe(
      'nvidia hopper'
    );
    expect(describeAdapter(none)).toBe('WebGPU');
  });

  it('in software are told apart', () => {
    expect(isSoftware({ ...none, vendor: 'google', architecture: 'swiftshader' })).toBe(true);
    expect(isSoftware({ ...none, description: 'llvmpipe (LLVM 15)' })).toBe(true);
    expect(isSoftware({ ...none, isFallbackAdapter: true })).toBe(true);
    expect(isSoftware({ ...none, vendor: 'apple', architecture: 'metal-3' })).toBe(false);
  });
});
