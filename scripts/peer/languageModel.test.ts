import { beforeAll, describe, expect, it } from 'vitest';
import { languageModel } from './languageModel.mjs';

/** Half precision, as Q8_0 keeps its scales. */
function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 0 ? (fraction / 1024) * 2 ** -14 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits >> 15 ? -size : size;
}

describe("the bundled model's language model for llama.cpp", () => {
  let model: Awaited<ReturnType<typeof languageModel>>;
  beforeAll(async () => void (model = await languageModel('models/pocket-llava')), 60_000);

  it('has every tensor in its size', () => {
    expect(model.tensors).toHaveLength(2 + 9 * 30);
    for (const { name, shape, type, data } of model.tensors) {
      const numbers = shape.reduce((product, size) => product * size, 1);
      expect(data.length, name).toBe(type === 'F32' ? numbers * 4 : (numbers / 32) * 34);
    }
  });

  it('names 49,152 tokens, the special ones as such', () => {
    const tokens = model.metadata['tokenizer.ggml.tokens'] as { strings: string[] };
    const types = model.metadata['tokenizer.ggml.token_type'] as { int32s: number[] };
    expect(tokens.strings).toHaveLength(49_152);
    expect(tokens.strings[1]).toBe('<|im_start|>');
    expect(types.int32s.slice(0, 17).every((type) => type === 3)).toBe(true);
    expect(types.int32s[17]).toBe(1);
  });

  it('keeps numbers small and signed, as weights around zero are', () => {
    const query = model.tensors.find(({ name }) => name === 'blk.0.attn_q.weight')!;
    const row = Array.from({ length: 18 * 32 }, (_, column) => {
      const block = Math.floor(column / 32) * 34;
      const data = Buffer.from(query.data);
      return half(data.readUInt16LE(block)) * data.readInt8(block + 2 + (column % 32));
    });
    expect(Math.max(...row.map(Math.abs))).toBeLessThan(5);
    expect(Math.abs(row.reduce((sum, weight) => sum + weight, 0) / row.length)).toBeLessThan(0.1);
  });
});
