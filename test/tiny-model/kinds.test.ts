import { describe, expect, it } from 'vitest';
import { readModel } from '../../src/core/onnx/model.ts';
import { packDecoder } from '../../src/core/onnx/packDecoder.ts';
import { withDetour } from './detour.ts';
import { buildKinds, decoderFile } from './kinds.ts';

const kinds = buildKinds();
const decoderOf = (name: string) =>
  kinds.get(name)!.get(decoderFile(kinds.get(name)!)) as Uint8Array;

describe('tiny models of other types', () => {
  it('are the same bytes every time, each well under 0.7 MB', () => {
    for (const [name, files] of buildKinds()) {
      let total = 0;
      for (const [path, bytes] of files) {
        expect(Buffer.compare(bytes, kinds.get(name)!.get(path)!), path).toBe(0);
        total += bytes.length;
      }
      expect(total, name).toBeLessThan(700_000);
    }
  });

  it.each([...kinds.keys()])('%s ships a standard graph that can be packed', (name) => {
    const packed = packDecoder(readModel(decoderOf(name), name));
    if ('refused' in packed) throw new Error(JSON.stringify(packed));
    const inputs = packed.graph!.input.map((input) => input.name);
    expect(inputs).toEqual(expect.arrayContaining(['position_ids', 'logit_positions']));
    expect(inputs).not.toContain('num_logits_to_keep');
  });

  it.each([...kinds.keys()])('%s with a detour cannot', (name) => {
    const model = readModel(withDetour(decoderOf(name)), name);
    expect(packDecoder(model)).toHaveProperty('refused');
  });
});
