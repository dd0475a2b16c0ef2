import { describe, expect, it } from 'vitest';
import type { LoadProgress } from './engineApi.ts';
import { loadFault } from './loadFault.ts';

const at = (phase: LoadProgress['phase']): LoadProgress => ({
  ...{ phase, file: 'the-file' },
  ...{ loadedBytes: 0, totalBytes: 1 }
});
const session = (message: string) => loadFault(new Error(message), at('session'), 'm');

describe('what the runtime throws in the middle of a load', () => {
  it.each([
    [
      'ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because protobuf parsing failed.',
      'graph-damaged'
    ],
    ['ERROR_CODE: 2, ERROR_MESSAGE: No graph was found in the protobuf.', 'graph-damaged'],
    ["ERROR_CODE: 6, ERROR_MESSAGE: No opset import for domain 'com.evil'", 'graph-operator'],
    [
      'ONNX Runtime only *guarantees* support for models stamped with official released onnx opset versions.',
      'graph-version'
    ],
    ['Unsupported model IR version: 99, max supported IR version: 13', 'graph-version'],
    [
      'Deserialize tensor l0 failed.Failed to load external data file ""x.onnx_data"", error: Out of bounds.',
      'graph-data'
    ],
    ["Invalid model. Node input 'nowhere' is not a graph input", 'graph-invalid'],
    ['Node with schema(::Reshape:1) has input size 2 not in range [min=1, max=1].', 'graph-invalid']
  ])('%s: %s, its own text under details', (message, code) => {
    const fault = session(message);
    expect(fault.code).toBe(code);
    expect(fault.params).toMatchObject({ model: 'm', file: 'the-file', details: message });
  });

  it('names the operator that is not known', () => {
    const fault = session('No Op registered for NoSuchOperator with domain_version of 17');
    expect(fault.code).toBe('graph-operator');
    expect(fault.params.operator).toBe('NoSuchOperator');
    const other = session('NOT_IMPLEMENTED: Could not find an implementation for Odd(13) node');
    expect(other.params.operator).toBe('Odd');
  });

  it('is said of what was at work', () => {
    expect(loadFault(new Error('x'), at('tokenizer'), 'm').code).toBe('tokenizer-unreadable');
    expect(loadFault(new Error('x'), at('self-check'), 'm').code).toBe('graph-failed');
    expect(loadFault(new Error('x'), at('fetch'), 'm').code).toBe('unexpected');
    expect(loadFault(new Error('x'), null, 'm').code).toBe('unexpected');
  });

  it('stays what it is where it is known', () => {
    expect(session('std::bad_alloc').code).toBe('out-of-memory');
    expect(session('model-type {"model":"m"}').code).toBe('model-type');
  });
});
