import { newNode, wholeNumbers } from './packDecoderGraph.ts';
import type { ModelProto, NodeProto, TensorProto } from './types.ts';

/** The release of ONNX's own operators from which on a type of 4 bits is known. */
const RAISED = 21;
/** Since this release `axes` of Squeeze, Unsqueeze and ReduceSum are inputs. */
const LEAST = 13;

/**
 * Operators that mean the same in all releases from 13 to 21 as far as a graph can use them there:
 * what came since are types and optional attributes (held against onnx.defs of onnx 1.23).
 */
const SAME = new Set(
  `Abs Add And Cast Ceil Clip Concat Constant ConstantOfShape Cos CumSum DequantizeLinear Div Einsum
   Elu Equal Erf Exp Expand Flatten Floor Gather GatherElements GatherND Gemm Greater GreaterOrEqual
   Identity IsNaN LayerNormalization Less LessOrEqual Log MatMul Max Min Mod Mul Neg Not Or Pow Range
   Reciprocal ReduceSum Relu Reshape ScatterND Shape Sigmoid Sign SimplifiedLayerNormalization Sin
   Slice Softmax Softplus Sqrt Squeeze Sub Tanh Tile Transpose Trilu Unsqueeze Where`.split(/\s+/)
);
/** Took their `axes` as an attribute, and take them as an input now. */
const REDUCTIONS = new Set(['ReduceMax', 'ReduceMean', 'ReduceMin']);

/**
 * The same graph in terms of operator release 21, in which weights of 4 bits have a type.
 * @returns null where an operator might mean something else there
 */
export function raiseOperators(model: ModelProto): ModelProto | null {
  const { graph } = model;
  const own = model.opsetImport.find(({ domain = '' }) => domain === '' || domain === 'ai.onnx');
  const version = own?.version ?? 0;
  if (!graph || version < LEAST) return null;
  if (version >= RAISED) return model;
  const constants: TensorProto[] = [];
  const nodes: NodeProto[] = [];
  for (const node of graph.node) {
    const raised = node.domain ? node : raise(node, constants);
    if (!raised) return null;
    nodes.push(raised);
  }
  return {
    ...model,
    opsetImport: model.opsetImport.map((one) => (one === own ? { ...own, version: RAISED } : one)),
    graph: { ...graph, node: nodes, initializer: [...graph.initializer, ...constants] }
  };
}

function raise(node: NodeProto, constants: TensorProto[]): NodeProto | null {
  const { opType = '', input, output, attribute } = node;
  // What lies in a graph inside, as of If, is not looked at.
  if (attribute.some(({ g, graphs }) => g || graphs.length > 0)) return null;
  if (SAME.has(opType)) return node;
  if (opType === 'Split') return input[1] ? node : withEqualParts(node);
  if (!REDUCTIONS.has(opType)) return null;
  const axes = attribute.find(({ name }) => name === 'axes');
  if (!axes || input.length > 1) return node;
  const name = `raised/${output[0] ?? ''}/axes`;
  constants.push(wholeNumbers(name, axes.ints.map(Number)));
  return { ...node, input: [...input, name], attribute: attribute.filter((one) => one !== axes) };
}

/** Parts of one size went without saying; their number is said now. */
function withEqualParts(node: NodeProto): NodeProto {
  const { attribute } = newNode('Split', [], [''], { num_outputs: node.output.length });
  return { ...node, attribute: [...node.attribute, ...attribute] };
}
