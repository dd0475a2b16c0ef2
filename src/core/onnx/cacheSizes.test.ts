import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withCacheSizes } from './cacheSizes.ts';
import { readModel, writeModel } from './model.ts';
import { sizeOf } from './packDecoderGraph.ts';

const read = () => {
  const name = 'test/tiny-model/tiny-llava/onnx/decoder_model_merged_quantized.onnx';
  return readModel(new Uint8Array(readFileSync(name)), name);
};
const caches = ({ graph }: ReturnType<typeof read>) =>
  [...graph.input, ...graph.output].filter(({ name }) => /^(past|present)/.test(name!));

it('tells the size of a head where a graph only names it', () => {
  const model = read();
  for (const { type } of caches(model)) {
    type!.tensorType!.shape!.dim[3] = { dimParam: 'kv_cache_dim' };
  }
  const sized = withCacheSizes(model);
  expect(caches(sized).map((value) => sizeOf(value, 3))).toEqual(caches(read()).map(() => 16));
  expect(writeModel(sized)).toEqual(writeModel(read()));
});

it('leaves a size that is told, and one that does not show', () => {
  expect(writeModel(withCacheSizes(read()))).toEqual(writeModel(read()));
  const model = read();
  for (const { type } of caches(model)) type!.tensorType!.shape!.dim[3] = { dimParam: 'dim' };
  for (const node of model.graph.node) {
    if (node.opType === 'MatMulNBits')
      node.attribute = node.attribute.filter((a) => a.name !== 'K');
  }
  expect(caches(withCacheSizes(model)).map((value) => sizeOf(value, 3))).toEqual(
    caches(model).map(() => undefined)
  );
});
