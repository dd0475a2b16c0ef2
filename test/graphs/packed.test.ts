import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatherDecoder } from '../../src/core/onnx/gatherDecoder.ts';
import { readModel } from '../../src/core/onnx/model.ts';
import { packDecoder } from '../../src/core/onnx/packDecoder.ts';
import { namesOf } from '../../src/core/onnx/packDecoderGraph.ts';
import { spellAttention } from '../../src/core/onnx/spellAttention.ts';
import type { NodeProto } from '../../src/core/onnx/types.ts';
import { buildKinds } from '../tiny-model/kinds.ts';
import { buildOddKinds } from '../tiny-model/oddKinds.ts';
import { askAlone, askPacked, difference } from './ask.ts';
import { rewritten, rowsOf } from './rewritten.ts';

// Decoders as exporters write them, through the page's own runtime: prompts in one sequence must
// give what each gives alone.

const TWINS = 'test/fixtures/twins';
const twins = readdirSync(TWINS, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\/(decoder_model_merged|model)(_\w+)?\.onnx$/.test(path))
  .map((path): [string, Uint8Array] => [path, new Uint8Array(readFileSync(`${TWINS}/${path}`))]);
const kinds = [...buildKinds(), ...buildOddKinds()].flatMap(
  ([name, files]): [string, Uint8Array][] =>
    [...files].flatMap(([path, bytes]): [string, Uint8Array][] =>
      /\/(decoder_model_merged|model)_/.test(path) ? [[`${name}/${path}`, bytes]] : []
    )
);

/** Decoders that no rewriting can pack: what stands in the way, and how it is called. */
const REFUSED: [decoder: RegExp, operator: string, node: string][] = [
  [/^tiny-states/, 'Conv', 'st_conv'],
  [/^tiny-rounding/, 'DynamicQuantizeLinear', 'l0_q_u8'],
  [/^lfm2.5.*_q4/, 'Conv', '/model/layers.0/conv/Conv_2'],
  [/^qwen3.5.*_q4/, 'CausalConvWithState', '/model/layers.0/linear_attn/CausalConvWithState'],
  [
    /^nanollava.*_uint8/,
    'DynamicQuantizeLinear',
    '/m/model/layers.0/input_layernorm/Mul_1_output_0_QuantizeLinear'
  ]
];
const inTheWay = (name: string) => REFUSED.find(([decoder]) => decoder.test(name));

const isFused = ({ opType = '' }: NodeProto) => opType.endsWith('Attention');

/** Of a log-probability: the last digits of 32 bits, and of the three digits that halves have. */
const EXACT = 1e-5;
const HALVES = 1e-2;

describe.each([...twins, ...kinds])('%s', (name, file) => {
  const model = readModel(file, name);
  const tolerance = /fp?16|halves/.test(name) ? HALVES : EXACT;

  let alone: number[][] = [];
  beforeAll(async () => void (alone = await rowsOf(model, askAlone)));

  it('computes wanted logits only, and the same ones', async () => {
    const gathered = rewritten(gatherDecoder(model));
    expect(namesOf(gathered.graph!.input)).not.toContain('num_logits_to_keep');
    expect(difference(await rowsOf(gathered, askAlone), alone)).toBeLessThanOrEqual(tolerance);
  });

  it.skipIf(inTheWay(name))('gives in one sequence what each prompt gives alone', async () => {
    const packed = rewritten(packDecoder(model));
    const spelled = spellAttention(packed);
    // In 32 bits no attention stays one operator.
    if (tolerance === EXACT) expect(spelled.graph!.node.filter(isFused)).toEqual([]);
    for (const made of new Set([packed, spelled])) {
      await rowsOf(made, async (session) => {
        expect(difference(await askPacked(session, true), alone)).toBeLessThanOrEqual(tolerance);
        expect(difference(await askPacked(session, false), alone)).toBeLessThanOrEqual(tolerance);
        // Prompts that see each other answer otherwise: what is shown above could fail.
        expect(difference(await askPacked(session, true, false), alone)).toBeGreaterThan(0.05);
      });
    }
  });

  it.runIf(inTheWay(name))('is refused, and the node is named', () => {
    const [, operator, node] = inTheWay(name)!;
    expect(packDecoder(model)).toMatchObject({ params: { operator, node } });
  });
});
