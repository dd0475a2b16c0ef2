import { attentionBias, type TreeLayout } from '../core/tokens/treeLayout.ts';
import type { PictureRecipe } from './adapters/adapter.ts';
import { positionsOf, type Positions } from './adapters/positions.ts';
import type { Work } from './counters.ts';
import {
  floats,
  integers,
  numbersFor,
  numbersOf,
  type OrtSession,
  type OrtTensor,
  type TensorLedger
} from './tensor.ts';

/** Keys and values of a computed prompt beginning, by the names of the decoder's inputs. */
export interface Past {
  length: number;
  /** Position of the token behind it: not `length` where a picture's tokens stand on a grid. */
  next: number;
  tensors: Readonly<Record<string, OrtTensor>>;
}

export interface DecoderResult {
  /** One row of logits per entry of `layout.logitPositions`. */
  rows: Float32Array[];
  /** Present only if asked for; to be released by the caller. */
  past: Past | null;
}

/** Positions count on: no token is a picture's. */
const WORDS_ONLY = { grid: null, placeholder: -1 };

/**
 * A decoder session, called directly: transformers.js passes on neither positions nor masks. The
 * packed graph takes any tree in one call; the standard graph takes runs without forks.
 */
export class Decoder {
  readonly packs: boolean;
  /** Does the graph compute logits at `logit_positions` only? Packed ones do. */
  readonly #gathers: boolean;
  /** Are keys and values kept in half precision? */
  readonly halves: boolean;
  readonly #session: OrtSession;
  readonly #picture: Pick<PictureRecipe, 'grid' | 'placeholder'>;
  readonly #ledger: TensorLedger;
  readonly #work: Work;
  readonly #pastNames: readonly string[];

  /** @param picture null for a model that takes none */
  constructor(
    session: OrtSession,
    picture: PictureRecipe | null,
    ledger: TensorLedger,
    work: Work
  ) {
    this.#session = session;
    this.#picture = picture ?? WORDS_ONLY;
    this.#ledger = ledger;
    this.#work = work;
    this.#pastNames = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
    this.halves = session.inputMetadata.some(
      ({ name, type }) => this.#pastNames.includes(name) && type === 'float16'
    );
    this.packs = session.inputNames.includes('attention_bias');
    this.#gathers = session.inputNames.includes('logit_positions');
  }

  /**
   * Computes a layout behind a prefix.
   * @param embeds [S, hidden], row-major; null for a decoder that takes the ids themselves
   * @param past what was computed before; null for an empty prefix
   * @param keep return the keys and values of prefix + sequence
   */
  async run(
    layout: TreeLayout,
    embeds: Float32Array | null,
    past: Past | null,
    keep = false
  ): Promise<DecoderResult> {
    const length = layout.ids.length;
    const width = layout.prefixLength + length;
    const positions = positionsOf(layout, past?.next ?? 0, this.#picture);
    const own: Record<string, OrtTensor> = {
      ...this.#tokenInputs(layout, embeds),
      attention_mask: integers(new Array<number>(width).fill(1), [1, width]),
      ...this.#positionInputs(positions),
      ...(this.packs ? this.#treeInputs(layout, width) : this.#runInputs(layout)),
      ...(this.#gathers ? this.#wantedInputs(layout) : {}),
      ...(past ? {} : this.#emptyPast())
    };
    const fetches = keep ? this.#session.outputNames : ['logits'];
    const outputs = await this.#session.run({ ...own, ...past?.tensors }, fetches);
    this.#work.decoderCalls += 1;
    this.#work.prefillTokens += length;
    for (const tensor of Object.values(own)) tensor.dispose();
    const { logits, ...present } = outputs;
    if (!logits) throw new Error('The decoder returned no logits.');
    const rows = this.#rows(layout, logits);
    logits.dispose();
    return {
      rows,
      past: keep ? this.#holdPast({ length: width, next: positions.next }, present) : null
    };
  }

  release(past: Past): void {
    for (const tensor of Object.values(past.tensors)) this.#ledger.release(tensor);
  }

  #tokenInputs({ ids }: TreeLayout, embeds: Float32Array | null): Record<string, OrtTensor> {
    if (!embeds) return { input_ids: integers(ids, [1, ids.length]) };
    const dims = [1, ids.length, embeds.length / ids.length];
    return { inputs_embeds: numbersFor(this.#session, 'inputs_embeds', embeds, dims) };
  }

  /** Text positions [1, S], or time, height and width [3, 1, S]. */
  #positionInputs({ axes }: Positions): Record<string, OrtTensor> {
    if (!this.#session.inputNames.includes('position_ids')) return {};
    const length = axes[0]?.length ?? 0;
    const dims = axes.length === 1 ? [1, length] : [axes.length, 1, length];
    return { position_ids: integers(axes.flat(), dims) };
  }

  #treeInputs(layout: TreeLayout, width: number): Record<string, OrtTensor> {
    const length = layout.ids.length;
    return {
      attention_bias: floats(attentionBias(layout), [1, 1, length, width])
    };
  }

  #wantedInputs(layout: TreeLayout): Record<string, OrtTensor> {
    return { logit_positions: integers(wanted(layout), [wanted(layout).length]) };
  }

  #runInputs(layout: TreeLayout): Record<string, OrtTensor> {
    if (layout.before.some((before, at) => before !== at - 1)) {
      throw new Error('The standard decoder cannot compute forks in one call.');
    }
    if (!this.#session.inputNames.includes('num_logits_to_keep')) return {};
    return { num_logits_to_keep: integers([layout.ids.length - Math.min(...wanted(layout))], []) };
  }

  /** The wanted rows, out of the K that the graph gathers or of the last n of one that does not. */
  #rows(layout: TreeLayout, logits: OrtTensor): Float32Array[] {
    const vocabulary = logits.dims.at(-1) as number;
    const data = numbersOf(logits);
    const given = data.length / vocabulary;
    return layout.logitPositions.map((position, index) => {
      const row = this.#gathers ? index : position - (layout.ids.length - given);
      return data.slice(row * vocabulary, (row + 1) * vocabulary);
    });
  }

  #emptyPast(): Record<string, OrtTensor> {
    return Object.fromEntries(
      this.#pastNames.map((name) => {
        // [batch, heads, length, head size]: the sizes are the graph's own.
        const { shape } = this.#session.inputMetadata.find((input) => input.name === name) ?? {};
        const [heads, headSize] = [Number(shape?.[1]), Number(shape?.[3])];
        const dims = [1, heads, 0, headSize];
        return [name, numbersFor(this.#session, name, new Float32Array(0), dims)];
      })
    );
  }

  #holdPast(place: Pick<Past, 'length' | 'next'>, present: Record<string, OrtTensor>): Past {
    const tensors = Object.fromEntries(
      Object.entries(present).map(([name, tensor]) => [
        name.replace('present', 'past_key_values'),
        this.#ledger.hold(tensor)
      ])
    );
    return { ...place, tensors };
  }
}

/** Both graphs need to be asked for at least one row of logits. */
function wanted(layout: TreeLayout): readonly number[] {
  return layout.logitPositions.length > 0 ? layout.logitPositions : [layout.ids.length - 1];
}
