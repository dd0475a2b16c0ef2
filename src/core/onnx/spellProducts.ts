import { fewBitProduct, middles, pieceOf, type FewBitProduct } from './fewBitWeights.ts';
import { MICROSOFT, newNode, usedConstants, wholeNumbers } from './packDecoderGraph.ts';
import { raiseOperators } from './raiseOperators.ts';
import { DataType, type ModelProto, type NodeProto, type TensorProto } from './types.ts';

/** Rows of weights that are floats at one time: all of a vocabulary of 152k are 544 MB and more. */
const ROWS_AT_ONCE = 8192;
/** A model of up to so many 4-bit weights can afford a byte for each: the runtime unpacks them slowly. */
const WIDENED_AT_MOST = 1e9;

/**
 * Spells the products with weights of few bits (MatMulNBits) out for WASM, where the runtime has no
 * kernel for them: at every call its operator makes floats of all weights, number by number.
 * DequantizeLinear over runs that share a scale makes the same floats several times quicker; 4-bit
 * weights become bytes once, at load (docs/engine.md has the figures). The product with the
 * vocabulary is cut, so that its floats need little room.
 * @returns the model as it is where no product can be spelled out; weights stay where they lie
 */
export function spellProducts(model: ModelProto): ModelProto {
  if (!model.graph?.node.some(({ opType }) => opType === 'MatMulNBits')) return model;
  const raised = raiseOperators(model);
  if (!raised?.graph) return model;
  const { graph } = raised;
  const products = new Map(
    graph.node.flatMap((node) => {
      const product = fewBitProduct(graph, node);
      return product ? [[node, product] as const] : [];
    })
  );
  if (products.size === 0) return model;
  const fours = [...products.values()].filter(({ bits }) => bits === 4);
  const count = fours.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const constants = new Map<string, TensorProto>();
  const node = graph.node.flatMap((one) => {
    const product = products.get(one);
    return product ? spell(one, product, count <= WIDENED_AT_MOST, constants) : [one];
  });
  const initializer = [...usedConstants(graph, node), ...constants.values()];
  return { ...raised, graph: { ...graph, node, initializer, valueInfo: [] } };
}

/**
 * One product in steps, in blocks of rows one after the other.
 * @param widen 4-bit weights become bytes; the runtime does at load what has constants only
 * @param constants takes up what the steps need
 */
function spell(
  { input, output }: NodeProto,
  { rows, columns, run, bits, ...tensors }: FewBitProduct,
  widen: boolean,
  constants: Map<string, TensorProto>
): NodeProto[] {
  const [factor] = input as [string];
  const [result] = output as [string];
  const packed = bits === 4 ? DataType.uint4 : DataType.uint8;
  const nodes: NodeProto[] = [];
  const products: string[] = [];
  const step = (opType: string, from: string[], to: string, ...how: How) => {
    nodes.push(newNode(opType, from, [to], ...how));
    return to;
  };
  const keep = (tensor: TensorProto) => {
    constants.set(tensor.name as string, tensor);
    return tensor.name as string;
  };
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - first);
    const runs = (count * columns) / run;
    const begun = (first * columns) / run;
    const part = (name: string) => `spelled/${result}/${first}/${name}`;
    const cut = (name: Cut, dataType: number, dims: number[], bitsARun: number) => {
      const tensor = tensors[name] as TensorProto;
      const [from, length] = [(begun * bitsARun) / 8, (runs * bitsARun) / 8];
      return keep(pieceOf(tensor, from, length, { name: part(name), dataType, dims }));
    };
    const whole = (name: string) =>
      bits === 4 && widen ? step('Cast', [name], `${name}-bytes`, { to: DataType.uint8 }) : name;

    // The runtime does early what waits for nothing: all layers' floats would lie there at once. So
    // the scales wait for the numbers that they are for: their shape is told by those.
    const tokens = step('Shape', [products.at(-1) ?? factor], part('tokens'), LAST_BUT_ONE);
    const flat = step('Min', [tokens, keep(wholeNumbers('spelled/flat', [-1]))], part('flat'));
    const scales = step('Reshape', [cut('scales', DataType.float, [runs], 32), flat], part('told'));

    const weights = whole(cut('weights', packed, [runs, run], run * bits));
    const zeros = tensors.zeros
      ? whole(cut('zeros', packed, [runs], bits))
      : keep(middles(bits, bits === 4 && !widen, runs));
    const floats = step('DequantizeLinear', [weights, scales, zeros], part('floats'), { axis: 0 });
    const shape = keep(wholeNumbers(`spelled/shape/${count}/${columns}`, [count, columns]));
    const matrix = step('Reshape', [floats, shape], part('matrix'));
    const product = count === rows ? result : part('product');
    products.push(step('FusedMatMul', [factor, matrix], product, { transB: 1 }, MICROSOFT));
  }
  if (products.length > 1) step('Concat', products, result, { axis: -1 });
  return nodes;
}

const LAST_BUT_ONE = { start: -2, end: -1 };

type Cut = 'weights' | 'scales' | 'zeros';
type How = [attributes?: Parameters<typeof newNode>[3], domain?: string];
