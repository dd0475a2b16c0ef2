import { AppError } from '../../core/errors.ts';
import type { Manifest } from './manifest.ts';
import { decoderVariant, DTYPES, partVariant, SUFFIXES, type Dtype } from './variants.ts';

/** The graphs that a model consists of, the decoder last; names as in its folder `onnx`. */
const LAYOUTS = {
  /** A picture's features and tokens' vectors enter the decoder. */
  pictures: ['vision_encoder', 'embed_tokens', 'decoder_model_merged'],
  /** One graph, from token ids to logits. */
  text: ['model']
} as const;
export type Layout = keyof typeof LAYOUTS;
export type Part = (typeof LAYOUTS)[Layout][number];

export interface NeededFiles {
  layout: Layout;
  /** By part, for transformers.js. */
  dtypes: Readonly<Partial<Record<Part, Dtype>>>;
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
 * @throws AppError `model-incomplete` (model)
 */
export function neededFiles(
  manifest: Manifest,
  model: string,
  { halves = false, chosen }: Wanted = {}
): NeededFiles {
  const names = [...manifest.files.keys()];
  const incomplete = () => new AppError('model-incomplete', { model });
  const layout = layoutOf(names);
  if (!layout) throw incomplete();
  const parts: readonly Part[] = LAYOUTS[layout];
  const decoderPart = parts.at(-1) as Part;
  const has = (part: Part) => (dtype: Dtype) => manifest.files.has(onnx(part, dtype));
  const bytes = (part: Part) => (dtype: Dtype) =>
    names
      .filter((name) => belongsTo(onnx(part, dtype), name))
      .reduce((sum, name) => sum + (manifest.files.get(name)?.bytes ?? 0), 0);
  const ships = (dtype: Dtype) => manifest.files.has(packedName(decoderPart, dtype));
  const hasDecoder = has(decoderPart);
  const decoderType =
    chosen && hasDecoder(chosen) ? chosen : decoderVariant(hasDecoder, ships, halves);
  if (!decoderType) throw incomplete();
  const dtypes: Partial<Record<Part, Dtype>> = {};
  for (const part of parts) {
    const files = { has: has(part), bytes: bytes(part) };
    const dtype =
      part === decoderPart ? decoderType : partVariant(decoderType, part === 'embed_tokens', files);
    if (!dtype) throw incomplete();
    dtypes[part] = dtype;
  }
  const decoder = onnx(decoderPart, decoderType);
  const packed = ships(decoderType) ? packedName(decoderPart, decoderType) : null;
  const standards = graphsOf(dtypes);
  const graphs = standards.map((graph) => (packed && graph === decoder ? packed : graph));
  const others = parts.filter((part) => dtypes[part] !== decoderType);
  return {
    layout,
    dtypes,
    dtype: [decoderType, ...others.map((part) => `${part} ${dtypes[part]}`)].join(', '),
    decoder,
    packed,
    files: names.filter(
      (name) =>
        /\.(json|jinja)$/.test(name) ||
        graphs.includes(name) ||
        standards.some((graph) => name !== graph && belongsTo(graph, name))
    )
  };
}

/** How many weight files lie beside each graph, by the graph's name without folder. */
export function dataFilesOf({ dtypes, files }: NeededFiles): Record<string, number> {
  return Object.fromEntries(
    graphsOf(dtypes).map((graph) => {
      const count = files.filter((name) => name.startsWith(`${graph}_data`)).length;
      return [graph.slice('onnx/'.length), count];
    })
  );
}

/** The decoder's variants that are there, by name. */
export function decoderVariants(names: readonly string[]): Dtype[] {
  const layout = layoutOf(names);
  if (!layout) return [];
  const decoder = LAYOUTS[layout].at(-1) as Part;
  return DTYPES.filter((one) => names.includes(onnx(decoder, one)));
}

/** Are these the files of a model that reads words only? */
export const isWordsOnly = (names: readonly string[]): boolean => layoutOf(names) === 'text';

function layoutOf(names: readonly string[]): Layout | null {
  const there = (part: Part) => DTYPES.some((dtype) => names.includes(onnx(part, dtype)));
  return (Object.keys(LAYOUTS) as Layout[]).find((one) => LAYOUTS[one].every(there)) ?? null;
}

const graphsOf = (dtypes: NeededFiles['dtypes']) =>
  Object.entries(dtypes).map(([part, dtype]) => onnx(part as Part, dtype));

const belongsTo = (graph: string, name: string) =>
  name === graph || name.startsWith(`${graph}_data`);

const onnx = (part: Part, dtype: Dtype) => `onnx/${part}${SUFFIXES[dtype]}.onnx`;

/** Only models made for this app have such a file. */
const packedName = (part: Part, dtype: Dtype) =>
  `onnx/${part.replace(/(_merged)?$/, '_packed')}${SUFFIXES[dtype]}.onnx`;
