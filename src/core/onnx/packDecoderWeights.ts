import { EXTERNAL, type ModelProto, type TensorProto } from './types.ts';

/** Smaller constants, such as shapes, stay where they are: the runtime looks at them early. */
const LARGE_BYTES = 1024;

/**
 * Points the large weights inside a graph's own file to that file, as if it lay beside the graph:
 * so a rewritten graph needs no second copy of them.
 * @param file the bytes that `model` was read from
 * @param location the name under which `file` will be given to the runtime
 * @returns the model, and whether any weight was pointed there
 */
export function pointWeightsTo<T extends ModelProto>(
  model: T,
  file: Uint8Array,
  location: string
): { model: T; used: boolean } {
  const graph = model.graph;
  if (!graph) return { model, used: false };
  let used = false;
  const initializer = graph.initializer.map((tensor): TensorProto => {
    const { rawData } = tensor;
    if (!rawData || rawData.buffer !== file.buffer || rawData.length < LARGE_BYTES) return tensor;
    used = true;
    const offset = rawData.byteOffset - file.byteOffset;
    const place = { location, offset: String(offset), length: String(rawData.length) };
    return {
      ...tensor,
      rawData: undefined,
      externalData: Object.entries(place).map(([key, value]) => ({ key, value })),
      dataLocation: EXTERNAL
    };
  });
  return { model: { ...model, graph: { ...graph, initializer } }, used };
}
