import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../src/core/onnx/model.ts';
import type { GraphProto, ValueInfoProto } from '../../src/core/onnx/types.ts';
import { buildTinyModel } from './build.ts';
import { nextLogProbabilities } from './reference.ts';
import { encode } from './texts.ts';
import { buildTwoPrecisions } from './twoPrecisions.ts';

const COMMITTED = new URL('tiny-llava/', import.meta.url);
const POCKET = new URL('../../models/pocket-llava/', import.meta.url);
const files = buildTinyModel();

const graphOf = (bytes: Uint8Array, name: string): GraphProto => readModel(bytes, name).graph;
const tinyGraph = (name: string) => graphOf(files.get(`onnx/${name}_quantized.onnx`)!, name);
const pocketGraph = (name: string) =>
  graphOf(new Uint8Array(readFileSync(new URL(`onnx/${name}_quantized.onnx`, POCKET))), name);

/** Name, type and rank; the sizes differ by design. Of the cache one layer stands for all. */
function signature(values: readonly ValueInfoProto[]) {
  return values
    .filter(({ name }) => !/\.[1-9]\d*\./.test(name ?? ''))
    .map(({ name, type }) => [
      name,
      type?.tensorType?.elemType,
      type?.tensorType?.shape?.dim.map(({ dimParam }) => dimParam ?? 'size')
    ]);
}

const operators = ({ node }: GraphProto) => [...new Set(node.map(({ opType }) => opType))].sort();

describe('the tiny model', () => {
  it('is the same bytes every time, and those are committed', () => {
    for (const [path, bytes] of buildTinyModel()) {
      expect(Buffer.compare(bytes, files.get(path)!), path).toBe(0);
      const same = Buffer.compare(readFileSync(new URL(path, COMMITTED)), bytes) === 0;
      expect(same, `${path}: run npm run tiny:build`).toBe(true);
    }
    const onDisk = readdirSync(COMMITTED, { recursive: true, withFileTypes: true });
    expect(onDisk.filter((entry) => entry.isFile())).toHaveLength(files.size);
  });

  it('stays under 1 MB', () => {
    const total = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(total).toBeLessThan(1_000_000);
  });

  it.each(['decoder_model_merged', 'decoder_model_packed', 'embed_tokens'])(
    '%s has the inputs, outputs and operators of the bundled model',
    (name) => {
      const tiny = tinyGraph(name);
      const pocket = pocketGraph(name);
      expect(signature(tiny.input)).toEqual(signature(pocket.input));
      expect(signature(tiny.output)).toEqual(signature(pocket.output));
      // Its scales are float32 already, so the decoders need fewer casts, but still some.
      expect(operators(tiny)).toEqual(operators(pocket));
    }
  );

  it('takes pictures and gives vectors like the bundled model, but names no concepts', () => {
    const [tiny, pocket] = [tinyGraph('vision_encoder'), pocketGraph('vision_encoder')];
    expect(signature(tiny.input)).toEqual(signature(pocket.input));
    expect(signature(tiny.output)).toEqual(signature(pocket.output).slice(0, 1));
  });

  it('reads both decoders from the same external weights, all of them inside their files', () => {
    const places = ['decoder_model_merged', 'decoder_model_packed'].map((name) =>
      tinyGraph(name).initializer.flatMap(({ name: tensor, externalData }) =>
        externalData.length > 0 ? [[tensor, ...externalData.map(({ value }) => value)]] : []
      )
    );
    expect(places[0]).toEqual(places[1]);
    const ends = new Map<string, number>();
    for (const [, location, offset, length] of places[0]!) {
      expect(Number(offset)).toBe(ends.get(location!) ?? 0);
      ends.set(location!, Number(offset) + Number(length));
    }
    expect(ends.size).toBe(2);
    for (const [location, end] of ends) expect(files.get(`onnx/${location}`)).toHaveLength(end);
  });

  // Tests of equality prove nothing on a model that answers everything alike.
  it('tells letters apart, and an early word moves them', () => {
    const letters = (text: string) => {
      const next = nextLogProbabilities(files, encode(text));
      return ['A', 'B', 'C', 'D'].map((letter) => next[encode(letter)[0]!]!);
    };
    const rest = `${'and so on, '.repeat(8)}the answer is (`;
    const [one, other] = [letters(`cat ${rest}`), letters(`dog ${rest}`)];
    one.forEach((a, i) => {
      for (const b of one.slice(i + 1)) expect(Math.abs(a - b)).toBeGreaterThan(0.1);
    });
    const moved = Math.max(...one.map((value, i) => Math.abs(value - other[i]!)));
    expect(moved).toBeGreaterThan(0.05);
  });
});

describe('the tiny model in two precisions', () => {
  // The first data file holds rotations only, which are every model's.
  const weights = (suffix: string) => `onnx/decoder_model_merged_${suffix}.onnx_data_1`;

  it('holds the same decoder twice, or another one under the second name', () => {
    for (const wrong of [false, true]) {
      const both = buildTwoPrecisions(wrong);
      const first = both.get(weights('quantized'))!;
      const second = both.get(weights('fp16'))!;
      expect(second.length).toBe(first.length);
      expect(Buffer.compare(first, second) === 0).toBe(!wrong);
      expect([...both.keys()].at(-1)).toBe('manifest.json');
    }
  });
});
