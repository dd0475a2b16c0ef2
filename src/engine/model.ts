import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { Work } from './counters.ts';
import { Decoder } from './decoder.ts';
import type { ModelParts } from './modelParts.ts';
import type { OpenGraph } from './openGraph.ts';
import type { EncodedPicture, PictureEncoder } from './pictureEncoder.ts';
import { firstOf, integers, numbersOf, type OrtSession, type TensorLedger } from './tensor.ts';

/** A model on one device: a decoder, and parts that may serve another one after it. */
export class Model {
  readonly decoder: Decoder;
  readonly tokenizer: PreTrainedTokenizer;
  /** Null for a model that reads words only. */
  readonly pictures: PictureEncoder | null;
  /** Tokens that end what the model says. */
  readonly endIds: ReadonlySet<number>;
  /** Null where the decoder takes the ids themselves. */
  readonly #vectors: OrtSession | null;
  readonly #opened: OpenGraph;

  /** @param decoder closed by `dispose`; the parts are not */
  constructor(parts: ModelParts, decoder: OpenGraph, ledger: TensorLedger, work: Work) {
    this.tokenizer = parts.tokenizer;
    this.pictures = parts.pictures;
    this.endIds = parts.endIds;
    this.#vectors = parts.vectors;
    this.#opened = decoder;
    this.decoder = new Decoder(decoder.session, parts.pictures?.recipe ?? null, ledger, work);
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
    await this.#opened.close();
  }
}
