import {
  AutoModelForCausalLM,
  AutoModelForImageTextToText,
  AutoTokenizer,
  type PreTrainedTokenizer
} from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { PictureView } from '../core/prompts/pictureView.ts';
import type { Device } from './engineApi.ts';
import type { ModelFolder } from './adapters/adapter.ts';
import { adapterFor } from './adapters/index.ts';
import type { Work } from './counters.ts';
import { Decoder } from './decoder.ts';
import { endIdsOf } from './endTokens.ts';
import {
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
import { conceptNamesOf, PictureEncoder, type EncodedPicture } from './pictureEncoder.ts';
import { serveFromMemory } from './runtime.ts';
import { firstOf, integers, numbersOf, type OrtSession, type TensorLedger } from './tensor.ts';

/** A model's graphs as transformers.js names them. */
type Sessions =
  | { embed_tokens: OrtSession; vision_encoder: OrtSession; decoder_model_merged: OrtSession }
  /** A model that reads words only is one graph. */
  | { model: OrtSession };

export interface ModelSource {
  model: string;
  files: FileBytes;
  needed: NeededFiles;
  view: PictureView;
}

/** A loaded model on one device. */
export class Model {
  readonly decoder: Decoder;
  readonly tokenizer: PreTrainedTokenizer;
  /** Null for a model that reads words only. */
  readonly pictures: PictureEncoder | null;
  /** Tokens that end what the model says. */
  readonly endIds: ReadonlySet<number>;
  /** Null where the decoder takes the ids themselves. */
  readonly #vectors: OrtSession | null;
  readonly #close: () => Promise<unknown>;

  private constructor(
    source: ModelSource,
    loaded: {
      tokenizer: PreTrainedTokenizer;
      config: ModelConfig;
      pictures: PictureEncoder | null;
      sessions: Sessions;
      close: () => Promise<unknown>;
    },
    ledger: TensorLedger,
    work: Work
  ) {
    this.pictures = loaded.pictures;
    this.tokenizer = loaded.tokenizer;
    const { eos_token_id } = loaded.tokenizer;
    const generation = configOf(generationSchema, source.files, 'generation_config.json');
    this.endIds = new Set(endIdsOf(generation, loaded.config, { eos_token_id }));
    this.#close = loaded.close;
    const recipe = loaded.pictures?.recipe ?? null;
    const { sessions } = loaded;
    this.#vectors = 'model' in sessions ? null : sessions.embed_tokens;
    const decoder = 'model' in sessions ? sessions.model : sessions.decoder_model_merged;
    this.decoder = new Decoder(decoder, recipe, ledger, work);
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
    if (!config)
      throw new AppError('model-incomplete', { model: source.model, files: 'config.json' });
    const adapter = adapterFor(config, source.model);
    const recipe = adapter.picture?.(folderOf(source, config), source.view) ?? null;
    serveFromMemory(source.model, source.files, graph.substitutes);
    const tokenizer = await AutoTokenizer.from_pretrained(source.model);
    const Kind = recipe ? AutoModelForImageTextToText : AutoModelForCausalLM;
    const model = await Kind.from_pretrained(source.model, {
      dtype: source.needed.dtypes,
      use_external_data_format: graph.dataFiles,
      device,
      // Our own device, so that its features are ours to choose (device.ts).
      session_options: gpu ? { executionProviders: [{ name: 'webgpu', device: gpu }] } : {}
    });
    const sessions = model.sessions as unknown as Sessions;
    const close = () => model.dispose();
    const pictures =
      recipe && 'vision_encoder' in sessions
        ? new PictureEncoder(sessions.vision_encoder, recipe, conceptNamesOf(files), work)
        : null;
    return new Model(source, { tokenizer, config, pictures, sessions, close }, ledger, work);
  }

  /**
   * Embeddings of tokens, the picture's features in place of image tokens.
   * @returns [ids.length, hidden], row-major; null where the decoder takes the ids themselves
   */
  async embed(
    ids: readonly number[],
    picture: EncodedPicture | null
  ): Promise<Float32Array | null> {
    const session = this.#vectors;
    if (!session) return null;
    const placeholder = this.pictures?.recipe.placeholder;
    // Not every table of vectors has a row for the picture's token, which is replaced anyway.
    const known = ids.map((id) => (id === placeholder ? 0 : id));
    const input = integers(known, [1, ids.length]);
    const output = firstOf(await session.run({ [session.inputNames[0] as string]: input }));
    const embeds = numbersOf(output);
    input.dispose();
    output.dispose();
    if (picture) this.#placeFeatures(ids, picture.features, embeds);
    return embeds;
  }

  #placeFeatures(ids: readonly number[], features: Float32Array, embeds: Float32Array): void {
    const width = embeds.length / ids.length;
    const placeholder = this.pictures?.recipe.placeholder;
    const places = ids.flatMap((id, at) => (id === placeholder ? [at] : []));
    const found = features.length / width;
    if (found !== places.length) {
      throw new AppError('picture-tokens', { expected: places.length, found });
    }
    places.forEach((at, feature) => {
      embeds.set(features.subarray(feature * width, (feature + 1) * width), at * width);
    });
  }

  async dispose(): Promise<void> {
    await this.#close();
  }
}

/** @throws AppError `model-incomplete`, `model-config` */
function folderOf({ model, files }: ModelSource, config: ModelConfig): ModelFolder {
  const preprocessor = configOf(pictureSchema, files, 'preprocessor_config.json');
  if (!preprocessor)
    throw new AppError('model-incomplete', { model, files: 'preprocessor_config.json' });
  return {
    config,
    preprocessor,
    processor: configOf(processorSchema, files, 'processor_config.json') ?? {}
  };
}
