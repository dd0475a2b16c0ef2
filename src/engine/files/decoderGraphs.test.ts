import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decoderTurningOutside } from '../../../test/tiny-model/kindDecoders.ts';
import { decoderRoundingTogether } from '../../../test/tiny-model/oddDecoders.ts';
import { withDetour } from '../../../test/tiny-model/detour.ts';
import { readModel, writeModel } from '../../core/onnx/model.ts';
import { beginningOf, decoderGraphs, type DecoderGraph } from './decoderGraphs.ts';
import type { FileBytes } from './fetchFiles.ts';
import { neededFiles, type NeededFiles } from './neededFiles.ts';

const TINY = 'test/tiny-model/tiny-llava';
const STANDARD = 'onnx/decoder_model_merged_quantized.onnx';
const PACKED = 'onnx/decoder_model_packed_quantized.onnx';
const manifest = JSON.parse(readFileSync(`${TINY}/manifest.json`, 'utf8')) as {
  files: Record<string, { bytes: number; sha256: string }>;
};

function needed(without: readonly string[]): NeededFiles {
  const files = new Map(Object.entries(manifest.files).filter(([name]) => !without.includes(name)));
  return neededFiles({ hash: '', files }, 'tiny-llava');
}
const bytes = ({ files }: NeededFiles): FileBytes =>
  new Map(files.map((name) => [name, new Uint8Array(readFileSync(`${TINY}/${name}`))]));

const CACHES = [0, 1].flatMap((n) => [`present.${n}.key`, `present.${n}.value`]);

/** Inputs of a rewritten graph. */
function inputsOf(files: FileBytes, graph: DecoderGraph | null): (string | undefined)[] {
  const [[, given]] = [...graph!.substitutes] as [[string, string]];
  return readModel(files.get(given)!, given).graph.input.map(({ name }) => name);
}

describe('decoderGraphs', () => {
  it('takes a shipped packed graph in the standard one’s place, and nothing else', () => {
    const wanted = needed([]);
    const { standard, packed, refusal } = decoderGraphs(bytes(wanted), wanted, false);
    expect([standard, refusal]).toEqual([null, null]);
    expect([...packed!.substitutes]).toEqual([[STANDARD, PACKED]]);
    expect(packed!.dataFiles['decoder_model_merged_quantized.onnx']).toBe(2);
  });

  it('rewrites a standard graph over the same weight files', () => {
    const wanted = needed([PACKED]);
    const files = bytes(wanted);
    const { standard, packed, gathered } = decoderGraphs(files, wanted, false);
    expect([...standard!.substitutes]).toEqual([]);
    const [[asked, given]] = [...packed!.substitutes] as [[string, string]];
    expect(asked).toBe(STANDARD);
    const rewritten = files.get(given)!;
    // The runtime is handed whole buffers.
    expect(rewritten.length).toBe(rewritten.buffer.byteLength);
    expect(inputsOf(files, packed)).toEqual(
      expect.arrayContaining(['logit_positions', 'attention_bias'])
    );
    expect(packed!.dataFiles).toEqual(standard!.dataFiles);
    // This one is told already how many logits to compute.
    expect(gathered).toBeNull();
  });

  it('computes wanted logits only, packed or not, where the graph computes all', () => {
    const wanted = needed([PACKED]);
    const files = bytes(wanted);
    files.set(STANDARD, new Uint8Array(writeModel(decoderTurningOutside(1))));
    for (const mixing of [false, true]) {
      if (mixing) files.set(STANDARD, new Uint8Array(withDetour(files.get(STANDARD)!)));
      const { packed, gathered, refusal } = decoderGraphs(files, wanted, false);
      expect([packed === null, refusal?.code]).toEqual([
        mixing,
        mixing ? 'pack-operator' : undefined
      ]);
      expect(inputsOf(files, gathered)).toContain('logit_positions');
      expect(inputsOf(files, gathered)).not.toContain('attention_bias');
    }
  });

  it('never packs a graph that rounds what it computes by all tokens of a call', () => {
    const wanted = needed([PACKED]);
    const files = bytes(wanted);
    files.set(STANDARD, new Uint8Array(writeModel(decoderRoundingTogether(1))));
    const { packed, refusal } = decoderGraphs(files, wanted, true);
    expect([packed, refusal]).toEqual([null, { code: 'rounds-together', params: {} }]);
  });

  it.each([
    ['a shipped packed graph', []],
    ['a rewritten graph', [PACKED]]
  ])('spells the attentions of %s out', (_, without) => {
    const wanted = needed(without);
    const files = bytes(wanted);
    const { packed } = decoderGraphs(files, wanted, true);
    const [[asked, given]] = [...packed!.substitutes] as [[string, string]];
    expect(asked).toBe(STANDARD);
    const operators = readModel(files.get(given)!, given).graph.node.map(({ opType }) => opType);
    expect(operators).not.toContain('GroupQueryAttention');
    expect(operators.filter((operator) => operator === 'Softmax')).toHaveLength(2);
    expect(packed!.dataFiles['decoder_model_merged_quantized.onnx']).toBe(2);
  });

  it('passes on why a graph cannot be packed', () => {
    const wanted = needed([PACKED]);
    const files = bytes(wanted);
    files.set(STANDARD, files.get('onnx/vision_encoder_quantized.onnx')!);
    const { standard, packed, refusal } = decoderGraphs(files, wanted, false);
    expect(standard).not.toBeNull();
    expect(packed).toBeNull();
    expect(refusal).toEqual({ code: 'pack-inputs', params: { input: 'inputs_embeds' } });
  });

  it('keeps a graph that it cannot read as it is, and says so', () => {
    const wanted = needed([PACKED]);
    const files = bytes(wanted);
    files.set(STANDARD, new TextEncoder().encode('no graph'));
    const { packed, refusal } = decoderGraphs(files, wanted, false);
    expect(packed).toBeNull();
    expect(refusal?.code).toBe('onnx-malformed');
  });

  it('keeps caches on the device, of whichever graph', () => {
    for (const without of [[], [PACKED]]) {
      const wanted = needed(without);
      const { standard, packed } = decoderGraphs(bytes(wanted), wanted, false);
      for (const graph of [standard, packed]) if (graph) expect(graph.keeps).toEqual(CACHES);
    }
  });
});

describe('beginningOf', () => {
  it('is a part of whichever graph ships, whose results come back', () => {
    for (const without of [[], [PACKED]]) {
      const wanted = needed(without);
      const files = bytes(wanted);
      const { substitutes, keeps } = beginningOf(files, wanted);
      const [[asked, given]] = [...substitutes] as [[string, string]];
      expect([asked, keeps]).toEqual([STANDARD, []]);
      const { output } = readModel(files.get(given)!, given).graph;
      expect(output.map(({ name }) => name)).toEqual(CACHES);
    }
  });
});
