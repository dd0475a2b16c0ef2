import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hex, sha256 } from './digest.ts';

it('gives what Node’s own hash gives, for bytes and for text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.string({ unit: 'binary' }), async (data, text) => {
      const bytes = new Uint8Array(data);
      expect(await sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(await sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    })
  );
});

it('writes two digits a byte', () => {
  expect(hex(new Uint8Array([0, 10, 255]))).toBe('000aff');
});
