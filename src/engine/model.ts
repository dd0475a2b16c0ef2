import { AutoTokenizer, type PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { Concept, Device } from './engineApi.ts';
import type { EncoderInput, PictureRecipe } from './adapters/adapter.ts';
import { adapterFor } from './adapters/index.ts';
import type { Work } from './counters.ts';
import { Decoder } from './decoder.ts';
import { endIdsOf } from './endTokens.ts';
import {
  conceptsSchema,
  type ConceptNames,
  configOf,
  configSchema,
  generationSchema,
  pictureSchema,
  processorSchema,
  type ModelConfig
} from './modelConfigs.ts';
import type { DecoderGraph } from './files/decoderGraphs.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { NeededFiles } from './files/neededFiles.ts';
import { toPlanes } from './picture/pixels.ts';
import { serveFromMemory } from './runtime.ts';
import {
  integers,
  numbersFor,
  numbersOf,
  truths,
  wholes,
  type OrtSession,
  type OrtTensor,
  type TensorLedger
} from './tensor.ts';

/** What a picture became: features for the decoder, and the concepts it was taken for. */
export interface EncodedPicture {
  /** [image tokens, hidden], row-major. */
  features: Float32Array;
  concepts: Concept[] | null;
}

interface Sessions {
  embed_tokens: OrtSession;
  vision_encoder: OrtSession;
  decoder_model_merged: OrtSession;
}

export interface ModelSource {
  model: string;
  files: FileBytes;
  needed: NeededFiles;
}

/** A loaded model on one device. */
export class Model {
  readonly decoder: Decoder;
  readonly tokenizer: PreTrainedTokenizer;
  readonly pictureRecipe: PictureRecipe;
  /** Tokens that end what the model says. */
  readonly endIds: ReadonlySet<number>;
  readonly #sessions: Sessions;
  readonly #conceptNames: ConceptNames | null;
  readonly #work: Work;
  readonly #close: () => Promise<unknown>;

  private constructor(
    source: ModelSource,
    loaded: {
      tokenizer: PreTrainedTokenizer;
      config: ModelConfig;
      picture: PictureRecipe;
      sessions: Sessions;
      close: () => Promise<unknown>;
    },
    ledger: TensorLedger,
    work: Work
  ) {
    this.pictureRecipe = loaded.picture;
    this.tokenizer = loaded.tokenizer;
    const { eos_token_id } = loaded.tokenizer;
    const generation = configOf(generationSchema, source.files, 'generation_config.json');
    this.endIds = new Set(endIdsOf(generation, loaded.config, { eos_token_id }));
    this.#sessions = loaded.sessions;
    this.#close = loaded.close;
    this.#work = work;
    this.#conceptNames = configOf(conceptsSchema, source.files, 'concepts.json');
    this.decoder = new Decoder(loaded.sessions.decoder_model_merged, loaded.picture, ledger, work);
  }

  /** Creates the sessions from verified bytes; the bytes may be released afterwards. */
  static async open(
    source: ModelSource,
    graph: DecoderGraph,
    device: Device,
    gpu: GPUDevice | null,
    ledger: TensorLedger,
    work: Work
  ): Promise<Model> {
    const { files } = source;
    const config = configOf(configSchema, files, 'config.json');
    const preprocessor = configOf(pictureSchema, files, 'preprocessor_config.json');
    if (!config || !preprocessor) throw new AppError('model-incomplete', { model: source.model });
    const processor = configOf(processorSchema, files, 'processor_config.json') ?? {};
    const adapter = adapterFor(config, source.model);
    serveFromMemory(source.model, source.files, graph.substitutes);
    const tokenizer = await AutoTokenizer.from_pretrained(source.model);
    const model = await adapter.modelClass.from_pretrained(source.model, {
      dtype: source.needed.dtypes,
      use_external_data_format: graph.dataFiles,
      device,
      // Our own device, so that its features are ours to choose (device.ts).
      session_options: gpu ? { executionProviders: [{ name: 'webgpu', device: gpu }] } : {}
    });
    const sessions = model.sessions as unknown as Sessions;
    const close = () => model.dispose();
    const picture = adapter.picture({ config, preprocessor, processor });
    return new Model(source, { tokenizer, config, picture, sessions, close }, ledger, work);
  }

  /** Ids that take the place of `<image>` in a prompt. */
  pictureIds(encode: (text: string) => number[]): number[] {
    const { before, after, tokens, placeholder } = this.pictureRecipe;
    const own = new Array<number>(tokens).fill(placeholder);
    return [...(before ? encode(before) : []), ...own, ...(after ? encode(after) : [])];
  }

  /**
   * Embeddings of tokens, the picture's features in place of image tokens.
   * @returns [ids.length, hidden], row-major
   */
  async embed(ids: readonly number[], picture: EncodedPicture | null): Promise<Float32Array> {
    const session = this.#sessions.embed_tokens;
    const { placeholder } = this.pictureRecipe;
    // Not every table of vectors has a row for the picture's token, which is replaced anyway.
    const known = ids.map((id) => (id === placeholder ? 0 : id));
    const input = integers(known, [1, ids.length]);
    const output = first(await session.run({ [session.inputNames[0] as string]: input }));
    const embeds = numbersOf(output);
    input.dispose();
    output.dispose();
    if (picture) this.#placeFeatures(ids, picture.features, embeds);
    return embeds;
  }

  #placeFeatures(ids: readonly number[], features: Float32Array, embeds: Float32Array): void {
    const width = embeds.length / ids.length;
    const places = ids.flatMap((id, at) => (id === this.pictureRecipe.placeholder ? [at] : []));
    const found = features.length / width;
    if (found !== places.length) {
      throw new AppError('picture-tokens', { expected: places.length, found });
    }
    places.forEach((at, feature) => {
      embeds.set(features.subarray(feature * width, (feature + 1) * width), at * width);
    });
  }

  /** @param rgb size * size * 3 samples, as `decodePicture` gives them */
  async encode(rgb: Uint8ClampedArray): Promise<EncodedPicture> {
    const session = this.#sessions.vision_encoder;
    const { format, inputs } = this.pictureRecipe;
    const feeds = Object.fromEntries(
      Object.entries(inputs(toPlanes(rgb, format)))
        .filter(([name]) => session.inputNames.includes(name))
        .map(([name, input]) => [name, encoderTensor(session, name, input)])
    );
    const outputs = await session.run(feeds);
    this.#work.encoderRuns += 1;
    const encoded = {
      features: numbersOf(outputs.image_features ?? first(outputs)),
      concepts: this.#concepts(outputs.concept_ids?.data, outputs.concept_weights?.data)
    };
    for (const tensor of [...Object.values(feeds), ...Object.values(outputs)]) tensor.dispose();
    return encoded;
  }

  #concepts(
    ids: ArrayLike<number | bigint> | undefined,
    weights: ArrayLike<number | bigint> | undefined
  ): Concept[] | null {
    const known = this.#conceptNames;
    if (!known || !ids || !weights) return null;
    const { names, drawn } = known;
    const concepts = Array.from(ids, (id, index) => ({
      name: names[Number(id)] ?? String(id),
      weight: Number(weights[index]),
      ...(typeof drawn === 'number' && { drawn: Number(id) < drawn })
    }));
    return concepts.sort((a, b) => b.weight - a.weight);
  }

  async dispose(): Promise<void> {
    await this.#close();
  }
}

function encoderTensor(
  session: OrtSession,
  name: string,
  { data, type, dims }: EncoderInput
): OrtTensor {
  if (type === 'bool') return truths(data as Uint8Array, dims);
  if (type === 'int64') return wholes(data as BigInt64Array, dims);
  return numbersFor(session, name, data as Float32Array, dims);
}

function first<T>(outputs: Record<string, T>): T {
  return Object.values(outputs)[0] as T;
}
