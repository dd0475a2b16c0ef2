import { attentionBias, type TreeLayout } from '../core/tokens/treeLayout.ts';
import type { TokenGrid, PictureRecipe } from './adapters/adapter.ts';
import { positionsOf, type Positions } from './adapters/positions.ts';
import { cachedLayers, cacheSlots, emptyDims, type CacheSlot } from './caches.ts';
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

/** What the decoder keeps of a computed prompt beginning, by the names of its inputs. */
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

/**
 * A decoder session, called directly: transformers.js passes on neither positions nor masks. The
 * packed graph takes any tree in one call; the standard graph takes runs without forks.
 */
export class Decoder {
  readonly packs: boolean;
  /** Does the graph compute logits at `logit_positions` only? Packed ones do. */
  readonly #gathers: boolean;
  /** Is what it keeps in half precision? */
  readonly halves: boolean;
  /** Layers that keep something of what they saw. */
  readonly layers: number;
  readonly #session: OrtSession;
  readonly #placeholder: number;
  /** Axes of the graph's positions. */
  readonly #axes: 1 | 3;
  readonly #ledger: TensorLedger;
  readonly #work: Work;
  readonly #caches: readonly CacheSlot[];

  /** @param picture null for a model that takes none */
  constructor(
    session: OrtSession,
    picture: PictureRecipe | null,
    ledger: TensorLedger,
    work: Work
  ) {
    this.#session = session;
    this.#placeholder = picture?.placeholder ?? -1;
    const positions = session.inputMetadata.find(({ name }) => name === 'position_ids');
    this.#axes = positions?.shape?.length === 3 ? 3 : 1;
    this.#ledger = ledger;
    this.#work = work;
    this.#caches = cacheSlots(session);
    this.layers = cachedLayers(this.#caches);
    const kept = new Set(this.#caches.map(({ input }) => input));
    this.halves = session.inputMetadata.some(
      ({ name, type }) => kept.has(name) && type === 'float16'
    );
    this.packs = session.inputNames.includes('attention_bias');
    this.#gathers = session.inputNames.includes('logit_positions');
  }

  /**
   * Computes a layout behind a prefix.
   * @param embeds [S, hidden], row-major; null for a decoder that takes the ids themselves
   * @param past what was computed before; null for an empty prefix
   * @param keep return what is kept of prefix + sequence
   * @param grid of the picture among the tokens, if there is one and it stands on a grid
   */
  async run(
    layout: TreeLayout,
    embeds: Float32Array | null,
    past: Past | null,
    keep = false,
    grid: TokenGrid | null = null
  ): Promise<DecoderResult> {
    const length = layout.ids.length;
    const width = layout.prefixLength + length;
    const positions = positionsOf(layout, past?.next ?? 0, {
      axes: this.#axes,
      placeholder: this.#placeholder,
      grid
    });
    const own: Record<string, OrtTensor> = {
      ...this.#tokenInputs(layout, embeds),
      attention_mask: integers(new Array<number>(width).fill(1), [1, width]),
      ...this.#positionInputs(positions),
      ...(this.packs ? this.#treeInputs(layout, width) : this.#runInputs(layout)),
      ...(this.#gathers ? this.#wantedInputs(layout) : {}),
      ...(past ? {} : this.#emptyPast())
    };
    const read = layout.logitPositions.length > 0;
    const fetches = [
      ...(read ? ['logits'] : []),
      ...(keep ? this.#caches.map(({ output }) => output) : [])
    ];
    const outputs = await this.#session.run({ ...own, ...past?.tensors }, fetches);
    this.#work.decoderCalls += 1;
    this.#work.prefillTokens += length;
    for (const tensor of Object.values(own)) tensor.dispose();
    const { logits, ...present } = outputs;
    const rows = logits ? this.#rows(layout, logits) : [];
    logits?.dispose();
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

  /** Text positions [1, S], or time, height and width [3, 1, S], which words alone have alike. */
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
      this.#caches.map((slot) => {
        const dims = emptyDims(this.#session, slot);
        const zeros = new Float32Array(dims.reduce((product, size) => product * size, 1));
        return [slot.input, numbersFor(this.#session, slot.input, zeros, dims)];
      })
    );
  }

  #holdPast(place: Pick<Past, 'length' | 'next'>, present: Record<string, OrtTensor>): Past {
    const tensors = Object.fromEntries(
      this.#caches.map(({ input, output }) => [
        input,
        this.#ledger.hold(present[output] as OrtTensor)
      ])
    );
    return { ...place, tensors };
  }
}

/** Both graphs need to be asked for at least one row of logits. */
function wanted(layout: TreeLayout): readonly number[] {
  return layout.logitPositions.length > 0 ? layout.logitPositions : [layout.ids.length - 1];
}
