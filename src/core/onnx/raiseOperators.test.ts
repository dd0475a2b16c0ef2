import { describe, expect, it } from 'vitest';
import { modelOf, node } from '../../../test/tiny-model/graph.ts';
import { raiseOperators } from './raiseOperators.ts';
import type { ModelProto, NodeProto } from './types.ts';

const modelWith = (nodes: NodeProto[], version = 14): ModelProto => {
  const model = modelOf('raised', nodes, [], [], []);
  model.opsetImport[0]!.version = version;
  return model;
};

describe('raiseOperators', () => {
  it('names release 21, of ONNX’s own operators alone', () => {
    const model = modelWith([node('MatMulNBits', ['x'], ['y']), node('Softmax', ['y'], ['z'])]);
    const raised = raiseOperators(model)!;
    expect(raised.opsetImport.map(({ version }) => version)).toEqual([21, 1]);
    expect(raised.graph!.node).toEqual(model.graph!.node);
    expect(model.opsetImport[0]!.version).toBe(14);
  });

  it('leaves what is of that release', () => {
    const model = modelWith([node('Resize', ['x'], ['y'])], 21);
    expect(raiseOperators(model)).toBe(model);
  });

  it('gives the axes of a mean as an input', () => {
    const mean = node('ReduceMean', ['x'], ['m'], { axes: [-1n], keepdims: 1n });
    const { graph } = raiseOperators(modelWith([mean]))!;
    const [raised] = graph!.node as [NodeProto];
    expect(raised.attribute.map(({ name }) => name)).toEqual(['keepdims']);
    const axes = graph!.initializer.find(({ name }) => name === raised.input[1])!;
    expect([...new BigInt64Array(axes.rawData!.slice().buffer)]).toEqual([-1n]);
  });

  it('says how many equal parts there are', () => {
    const { graph } = raiseOperators(modelWith([node('Split', ['x'], ['a', 'b'], { axis: 1n })]))!;
    expect(graph!.node[0]!.attribute.map(({ name, i }) => [name, i])).toEqual([
      ['axis', 1n],
      ['num_outputs', 2n]
    ]);
  });

  it('refuses what it does not know, what is older, and graphs inside', () => {
    expect(raiseOperators(modelWith([node('Resize', ['x'], ['y'])]))).toBe(null);
    expect(raiseOperators(modelWith([node('Add', ['x', 'x'], ['y'])], 12))).toBe(null);
    const inside = node('Identity', ['x'], ['y']);
    inside.attribute.push({ ...attribute, g: modelWith([]).graph! });
    expect(raiseOperators(modelWith([inside]))).toBe(null);
  });
});

const attribute = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
