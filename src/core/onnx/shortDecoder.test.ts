import { describe, expect, it } from 'vitest';
import { decoderTurningOutside } from '../../../test/tiny-model/kindDecoders.ts';
import { decoderWithStates } from '../../../test/tiny-model/oddDecoders.ts';
import { namesOf } from './packDecoderGraph.ts';
import { shortDecoder } from './shortDecoder.ts';
import type { ModelProto } from './types.ts';

const short = (model: ModelProto) => shortDecoder(model)!.graph!;

describe('shortDecoder', () => {
  it('ends at what the second layer keeps, with the first one whole', () => {
    const model = decoderTurningOutside(1);
    const { node, input, output, initializer } = short(model);
    expect(namesOf(output)).toEqual(
      [0, 1].flatMap((n) => [`present.${n}.key`, `present.${n}.value`])
    );
    expect(namesOf(input)).not.toContain('num_logits_to_keep');
    const made = new Set(node.flatMap((one) => one.output));
    // All of the first layer, of the second what makes keys and values, and no logits.
    for (const name of ['l0_att', 'l0_dn_y', 'l1_k_y', 'l1_v_y']) expect(made).toContain(name);
    for (const name of ['l1_dn_y', 'logits']) expect(made).not.toContain(name);
    const kept = new Set(initializer.map(({ name }) => name));
    expect(kept).toContain('l0_dn_q');
    expect(kept).not.toContain('l1_dn_q');
    expect(kept).not.toContain('lm_head_q');
  });

  it('is the same graph where nothing is cut away', () => {
    const { graph } = decoderTurningOutside(1);
    const before = graph!.node.length;
    short(decoderTurningOutside(1));
    expect(graph!.node).toHaveLength(before);
  });

  it('is none where a kind of layer has none behind it', () => {
    expect(shortDecoder(decoderWithStates(1))).toBeNull();
    const one = decoderTurningOutside(1);
    one.graph!.output = one.graph!.output.filter(({ name = '' }) => !name.startsWith('present.1'));
    expect(shortDecoder(one)).toBeNull();
  });

  it('waits for the first layer of each kind', () => {
    const outputs = [
      'present_conv.0',
      'present_conv.1',
      'present.2.key',
      'present_conv.3',
      'present.5.key'
    ];
    const model = decoderTurningOutside(1);
    const [example] = model.graph!.output.filter(({ name }) => name === 'present.0.key');
    model.graph!.output = outputs.map((name) => ({ ...example!, name }));
    expect(namesOf(short(model).output)).toEqual(outputs.slice(0, 4));
  });
});
