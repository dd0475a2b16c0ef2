import { describe, expect, it } from 'vitest';
import { writeGguf } from './gguf.mjs';

const tensor = (name: string, bytes: number) => ({
  name,
  shape: [1, bytes / 4],
  type: 'F32' as const,
  data: new Uint8Array(bytes).fill(bytes)
});

describe('writeGguf', () => {
  const file = writeGguf(
    {
      a: { uint32: 7 },
      b: { string: 'ö' },
      c: { float32: 0.5 },
      d: { strings: ['x', 'yz'] },
      e: { int32s: [-1] }
    },
    [tensor('first', 4), tensor('second', 36)]
  );

  it('writes the header and the first value as the format has them', () => {
    const head = Buffer.alloc(24 + 9 + 4 + 4);
    head.write('GGUF');
    head.writeUInt32LE(3, 4);
    head.writeBigUInt64LE(2n, 8);
    head.writeBigUInt64LE(5n, 16);
    head.writeBigUInt64LE(1n, 24);
    head.write('a', 32);
    head.writeUInt32LE(4, 33);
    head.writeUInt32LE(7, 37);
    expect(file.subarray(0, head.length)).toEqual(head);
  });

  it('starts every tensor at a multiple of 32, where its entry says', () => {
    const at = (name: string) => file.indexOf(name) + name.length;
    const offset = (name: string) => Number(file.readBigUInt64LE(at(name) + 4 + 2 * 8 + 4));
    expect([offset('first'), offset('second')]).toEqual([0, 32]);
    // 32 for the first, padded; 64 for the 36 bytes of the second.
    const data = file.length - 96;
    expect(data % 32).toBe(0);
    expect([...file.subarray(data, data + 5)]).toEqual([4, 4, 4, 4, 0]);
    expect(file.subarray(data + 32, data + 68).every((byte) => byte === 36)).toBe(true);
  });

  it('names the innermost dimension first', () => {
    const dims = file.indexOf('second') + 6 + 4;
    expect([file.readBigUInt64LE(dims), file.readBigUInt64LE(dims + 8)]).toEqual([9n, 1n]);
  });
});
