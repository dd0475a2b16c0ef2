import {
  AutoTokenizer,
  LlavaForConditionalGeneration,
  type PreTrainedTokenizer
} from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { Concept, Device } from './api.ts';
import type { Work } from './counters.ts';
import { Decoder } from './decoder.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { NeededFiles } from './files/neededFiles.ts';
import { pictureFormat, toPlanes, type PictureFormat } from './picture/pixels.ts';
import { serveFromMemory } from './runtime.ts';
import { floats, integers, type OrtSession, type TensorLedger } from './tensor.ts';

interface ModelConfig {
  image_token_index?: number;
  image_token_id?: number;
  image_seq_length: number;
  text_config: {
    hidden_size: number;
    num_attention_heads: number;
    num_key_value_heads: number;
    head_dim?: number;
  };
}

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
  readonly pictureFormat: PictureFormat;
  readonly imageToken: number;
  readonly imageTokens: number;
  readonly #hidden: number;
  readonly #sessions: Sessions;
  readonly #conceptNames: readonly string[] | null;
  readonly #work: Work;
  readonly #close: () => Promise<unknown>;

  private constructor(
    source: ModelSource,
    loaded: { tokenizer: PreTrainedTokenizer; sessions: Sessions; close: () => Promise<unknown> },
    ledger: TensorLedger,
    work: Work
  ) {
    const config = readJson<ModelConfig>(source, 'config.json');
    const text = config.text_config;
    const imageToken = config.image_token_index ?? config.image_token_id;
    if (imageToken === undefined) throw new AppError('model-incomplete', { model: source.model });
    this.imageToken = imageToken;
    this.imageTokens = config.image_seq_length;
    this.#hidden = text.hidden_size;
    this.tokenizer = loaded.tokenizer;
    this.#sessions = loaded.sessions;
    this.#close = loaded.close;
    this.#work = work;
    this.pictureFormat = pictureFormat(readJson(source, 'preprocessor_config.json'));
    this.#conceptNames = source.files.has('concepts.json')
      ? readJson<{ names: string[] }>(source, 'concepts.json').names
      : null;
    const shape = {
      heads: text.num_key_value_heads,
      headSize: text.head_dim ?? text.hidden_size / text.num_attention_heads,
      hidden: text.hidden_size
    };
    this.decoder = new Decoder(loaded.sessions.decoder_model_merged, shape, ledger, work);
  }

  /** Creates the sessions from verified bytes; the bytes may be released afterwards. */
  static async open(
    source: ModelSource,
    device: Device,
    gpu: GPUDevice | null,
    ledger: TensorLedger,
    work: Work
  ): Promise<Model> {
    serveFromMemory(source.model, source.files, source.needed.substitutes);
    const tokenizer = await AutoTokenizer.from_pretrained(source.model);
    const model = await LlavaForConditionalGeneration.from_pretrained(source.model, {
      dtype: source.needed.dtype as 'q8',
      device,
      // Our own device, so that its features are ours to choose (device.ts).
      session_options: gpu ? { executionProviders: [{ name: 'webgpu', device: gpu }] } : {}
    });
    const sessions = model.sessions as unknown as Sessions;
    const close = () => model.dispose();
    return new Model(source, { tokenizer, sessions, close }, ledger, work);
  }

  /**
   * Embeddings of tokens, the picture's features in place of image tokens.
   * @returns [ids.length, hidden], row-major
   */
  async embed(ids: readonly number[], picture: EncodedPicture | null): Promise<Float32Array> {
    const session = this.#sessions.embed_tokens;
    const input = integers(ids, [1, ids.length]);
    const output = first(await session.run({ [session.inputNames[0] as string]: input }));
    const embeds = Float32Array.from(output.data as Float32Array);
    input.dispose();
    output.dispose();
    if (picture) this.#placeFeatures(ids, picture.features, embeds);
    return embeds;
  }

  #placeFeatures(ids: readonly number[], features: Float32Array, embeds: Float32Array): void {
    let feature = 0;
    ids.forEach((id, at) => {
      if (id !== this.imageToken) return;
      const row = features.subarray(feature * this.#hidden, (feature + 1) * this.#hidden);
      embeds.set(row, at * this.#hidden);
      feature += 1;
    });
    if (feature * this.#hidden !== features.length) {
      throw new AppError('picture-marker', { expected: 1, found: feature / this.imageTokens });
    }
  }

  /** @param rgb size * size * 3 samples, as `decodePicture` gives them */
  async encode(rgb: Uint8ClampedArray): Promise<EncodedPicture> {
    const session = this.#sessions.vision_encoder;
    const { size } = this.pictureFormat;
    const input = floats(toPlanes(rgb, this.pictureFormat), [1, 3, size, size]);
    const outputs = await session.run({ [session.inputNames[0] as string]: input });
    this.#work.encoderRuns += 1;
    const features = outputs.image_features ?? first(outputs);
    const encoded = {
      features: Float32Array.from(features.data as Float32Array),
      concepts: this.#concepts(outputs.concept_ids?.data, outputs.concept_weights?.data)
    };
    for (const tensor of [input, ...Object.values(outputs)]) tensor.dispose();
    return encoded;
  }

  #concepts(
    ids: ArrayLike<number | bigint> | undefined,
    weights: ArrayLike<number | bigint> | undefined
  ): Concept[] | null {
    const names = this.#conceptNames;
    if (!names || !ids || !weights) return null;
    const concepts = Array.from(ids, (id, index) => ({
      name: names[Number(id)] ?? String(id),
      weight: Number(weights[index])
    }));
    return concepts.sort((a, b) => b.weight - a.weight);
  }

  async dispose(): Promise<void> {
    await this.#close();
  }
}

function first<T>(outputs: Record<string, T>): T {
  return Object.values(outputs)[0] as T;
}

function readJson<T>({ model, files }: ModelSource, name: string): T {
  const bytes = files.get(name);
  if (!bytes) throw new AppError('model-incomplete', { model });
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
