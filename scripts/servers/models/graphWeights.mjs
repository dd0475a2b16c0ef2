import { readFile } from 'node:fs/promises';
import { importTs } from '../../importTs.mjs';
import { Failure } from '../../lib/failure.mjs';

/** @typedef {import('./safetensors.mjs').FloatTensor} FloatTensor */

/**
 * @typedef {object} GraphWeights
 * @property {FloatTensor[]} floats all weights in 32 bits
 * @property {(name: string) => FloatTensor} named
 * @property {{ weight: FloatTensor, bias: string | null }[]} products every product with a weight,
 *   and the name of the bias that is added to it: exporters keep that name and lose the weight's
 */

/**
 * @param {string} path of an ONNX graph whose weights lie in the file itself
 * @returns {Promise<GraphWeights>}
 */
export async function graphWeights(path) {
  const { readModel } = /** @type {typeof import('../../../src/core/onnx/model.ts')} */ (
    await importTs('src/core/onnx/model.ts')
  );
  const { graph } = readModel(await readFile(path), path);
  if (!graph) throw new Failure(`${path} holds no graph.`);
  const floats = graph.initializer.flatMap(({ name = '', dims, dataType, rawData }) =>
    dataType === 1 && rawData
      ? [{ name, shape: dims, data: new Float32Array(Uint8Array.from(rawData).buffer) }]
      : []
  );
  const byName = new Map(floats.map((tensor) => [tensor.name, tensor]));
  const products = graph.node.flatMap(({ opType, input, output }) => {
    const weight = opType === 'MatMul' ? byName.get(input[1] ?? '') : undefined;
    if (!weight) return [];
    const sum = graph.node.find(
      (node) => node.opType === 'Add' && node.input.includes(output[0] ?? '')
    );
    const bias = sum?.input.find((name) => name.endsWith('.bias') && byName.has(name)) ?? null;
    return [{ weight, bias }];
  });
  const named = (/** @type {string} */ name) => {
    const tensor = byName.get(name);
    if (!tensor) throw new Failure(`${path} has no weights in 32 bits named ${name}.`);
    return tensor;
  };
  return { floats, named, products };
}
