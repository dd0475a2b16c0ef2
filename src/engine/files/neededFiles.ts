import { AppError } from '../../core/errors.ts';
import type { Manifest } from './manifest.ts';
import {
  isThere,
  layoutOf,
  LAYOUTS,
  graphFile,
  packedName,
  type GraphPart,
  type ModelLayout
} from './layouts.ts';
import { decoderOrder, DTYPES, partVariant, type Dtype, type PartFiles } from './variants.ts';

export interface NeededFiles {
  layout: ModelLayout;
  /** By part, for transformers.js. */
  dtypes: Readonly<Partial<Record<GraphPart, Dtype>>>;
  /** Graph and weights of each part, in bytes. */
  bytes: Readonly<Partial<Record<GraphPart, number>>>;
  /** The decoder's variant, and the other parts' where they differ. */
  dtype: string;
  /** The standard decoder graph, whether or not it is among the files. */
  decoder: string;
  /** The packed decoder graph, where the model ships one. */
  packed: string | null;
  files: string[];
}

export interface Wanted {
  /** Does the device compute in half precision? */
  halves?: boolean;
  /** The decoder's variant that a person chose; where the model lacks it, the rule chooses. */
  chosen?: Dtype | undefined;
}

/**
 * Chooses a model's files: configurations and, of each part, ONE graph with its weights. Where the
 * model ships a packed decoder, that one over the standard one's weights.
 * @throws AppError `model-incomplete` (model, files: graphs that are not there)
 */
export function neededFiles(
  manifest: Manifest,
  model: string,
  { halves = false, chosen }: Wanted = {}
): NeededFiles {
  const names = [...manifest.files.keys()];
  const bytesOf = (some: readonly string[]) =>
    some.reduce((sum, name) => sum + (manifest.files.get(name)?.bytes ?? 0), 0);
  const layout = layoutOf(names);
  if (!layout) throw new AppError('model-incomplete', { model, files: missingFrom(names) });
  const parts: readonly GraphPart[] = LAYOUTS[layout];
  const decoderPart = parts.at(-1) as GraphPart;
  const filesOf = (part: GraphPart): PartFiles => ({
    has: (dtype) => isThere(names, part, dtype),
    bytes: (dtype) => bytesOf(names.filter((name) => belongsTo(graphFile(part, dtype), name)))
  });
  const ships = (dtype: Dtype) => manifest.files.has(packedName(decoderPart, dtype));
  const { has } = filesOf(decoderPart);
  const decoderType =
    chosen && has(chosen) ? chosen : (decoderOrder(halves, ships).find(has) as Dtype);
  const dtypes: Partial<Record<GraphPart, Dtype>> = {};
  for (const part of parts) {
    dtypes[part] =
      part === decoderPart
        ? decoderType
        : partVariant(decoderType, part === 'embed_tokens', filesOf(part));
  }
  const decoder = graphFile(decoderPart, decoderType);
  const packed = ships(decoderType) ? packedName(decoderPart, decoderType) : null;
  const standards = graphsOf(dtypes);
  const graphs = standards.map((graph) => (packed && graph === decoder ? packed : graph));
  const others = parts.filter((part) => dtypes[part] !== decoderType);
  const files = names.filter(
    (name) =>
      /\.(json|jinja)$/.test(name) ||
      graphs.includes(name) ||
      standards.some((graph) => name !== graph && belongsTo(graph, name))
  );
  const own = (part: GraphPart, at: number) => (name: string) =>
    name === graphs[at] || belongsTo(graphFile(part, dtypes[part] as Dtype), name);
  return {
    layout,
    dtypes,
    bytes: Object.fromEntries(
      parts.map((part, at) => [part, bytesOf(files.filter(own(part, at)))])
    ),
    dtype: [decoderType, ...others.map((part) => `${part} ${dtypes[part]}`)].join(', '),
    decoder,
    packed,
    files
  };
}

/** The part that goes from tokens to logits. */
export const decoderPart = ({ layout }: NeededFiles): GraphPart =>
  LAYOUTS[layout].at(-1) as GraphPart;

/** The file that a part's graph is in. */
export function graphOf({ dtypes, packed, layout }: NeededFiles, part: GraphPart): string {
  const own = packed && part === LAYOUTS[layout].at(-1) ? packed : null;
  return own ?? graphFile(part, dtypes[part] as Dtype);
}

/** The name of a graph's weight file, counted from 0, as transformers.js has it. */
export const dataFile = (graph: string, at: number): string =>
  `${graph}_data${at === 0 ? '' : `_${at}`}`;

/**
 * How many weight files lie beside each graph, by the graph's name without folder: up to the first gap,
 * since transformers.js asks for them by number and waits for none of them alone.
 */
export function dataFilesOf({ dtypes, files }: NeededFiles): Record<string, number> {
  return Object.fromEntries(
    graphsOf(dtypes).map((graph) => {
      let count = 0;
      while (files.includes(dataFile(graph, count))) count += 1;
      return [graph.slice('onnx/'.length), count];
    })
  );
}

/** The decoder's variants that are there, by name. */
export function decoderVariants(names: readonly string[]): Dtype[] {
  const layout = layoutOf(names);
  if (!layout) return [];
  const decoder = LAYOUTS[layout].at(-1) as GraphPart;
  return DTYPES.filter((one) => isThere(names, decoder, one));
}

/** What a model that takes pictures lacks; a pattern for all graphs where there are none. */
function missingFrom(names: readonly string[]): string {
  const missing = LAYOUTS.pictures.filter((part) => !isThere(names, part));
  if (missing.length === LAYOUTS.pictures.length) return 'onnx/*.onnx';
  return missing.map((part) => graphFile(part, 'fp32')).join(', ');
}

const graphsOf = (dtypes: NeededFiles['dtypes']) =>
  Object.entries(dtypes).map(([part, dtype]) => graphFile(part as GraphPart, dtype));

const belongsTo = (graph: string, name: string) =>
  name === graph || name.startsWith(`${graph}_data`);
