import type { EncoderInput, PictureRecipe } from './adapters/adapter.ts';
import type { Work } from './counters.ts';
import type { Concept } from './engineApi.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import { conceptsSchema, type ConceptNames, configOf } from './modelConfigs.ts';
import { toPlanes } from './picture/pixels.ts';
import {
  firstOf,
  numbersFor,
  numbersOf,
  truths,
  wholes,
  type OrtSession,
  type OrtTensor
} from './tensor.ts';

/** What a picture became: features for the decoder, and the concepts it was taken for. */
export interface EncodedPicture {
  /** [image tokens, hidden], row-major. */
  features: Float32Array;
  concepts: Concept[] | null;
}

/** The names that a model with concepts gives to what it sees; null for others. */
export const conceptNamesOf = (files: FileBytes): ConceptNames | null =>
  configOf(conceptsSchema, files, 'concepts.json');

/** How pictures enter a model: from pixels to features and tokens. */
export class PictureEncoder {
  readonly recipe: PictureRecipe;
  readonly #session: OrtSession;
  readonly #conceptNames: ConceptNames | null;
  readonly #work: Work;

  constructor(session: OrtSession, recipe: PictureRecipe, names: ConceptNames | null, work: Work) {
    this.recipe = recipe;
    this.#session = session;
    this.#conceptNames = names;
    this.#work = work;
  }

  /** Ids that take the place of `<image>` in a prompt. */
  ids(encode: (text: string) => number[]): number[] {
    const { before, after, tokens, placeholder } = this.recipe;
    const own = new Array<number>(tokens).fill(placeholder);
    return [...(before ? encode(before) : []), ...own, ...(after ? encode(after) : [])];
  }

  /** @param rgb size * size * 3 samples, as `decodePicture` gives them */
  async encode(rgb: Uint8ClampedArray): Promise<EncodedPicture> {
    const { format, inputs } = this.recipe;
    const feeds = Object.fromEntries(
      Object.entries(inputs(toPlanes(rgb, format)))
        .filter(([name]) => this.#session.inputNames.includes(name))
        .map(([name, input]) => [name, encoderTensor(this.#session, name, input)])
    );
    const outputs = await this.#session.run(feeds);
    this.#work.encoderRuns += 1;
    const encoded = {
      features: numbersOf(outputs.image_features ?? firstOf(outputs)),
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
