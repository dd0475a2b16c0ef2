import type { EncoderInput, TokenGrid, PicturePlace, PictureRecipe } from './adapters/adapter.ts';
import type { Work } from './counters.ts';
import type { Concept } from './engineApi.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import { conceptsSchema, type ConceptNames, configOf } from './modelConfigs.ts';
import type { Rgb } from './picture/samples.ts';
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
  grid: TokenGrid | null;
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
  ids({ run }: PicturePlace, encode: (text: string) => number[]): number[] {
    return run.flatMap((part) =>
      typeof part === 'string'
        ? encode(part)
        : new Array<number>(part).fill(this.recipe.placeholder)
    );
  }

  /** @param looks as the recipe gives them */
  async encode(looks: readonly Rgb[]): Promise<EncodedPicture> {
    const seen: Omit<EncodedPicture, 'grid'>[] = [];
    for (const inputs of this.recipe.calls(looks)) seen.push(await this.#encodeOnce(inputs));
    const [first] = seen;
    return {
      features: seen.length === 1 && first ? first.features : joined(seen),
      grid: this.recipe.place(looks).grid,
      concepts: first?.concepts ?? null
    };
  }

  async #encodeOnce(inputs: Record<string, EncoderInput>): Promise<Omit<EncodedPicture, 'grid'>> {
    const feeds = Object.fromEntries(
      Object.entries(inputs)
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

/** One call's features after the other's. */
function joined(seen: readonly Pick<EncodedPicture, 'features'>[]): Float32Array {
  const length = seen.reduce((sum, { features }) => sum + features.length, 0);
  const all = new Float32Array(length);
  let at = 0;
  for (const { features } of seen) {
    all.set(features, at);
    at += features.length;
  }
  return all;
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
