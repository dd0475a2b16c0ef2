import { attentionBias, type TreeLayout } from '../core/treeLayout.ts';
import type { Work } from './counters.ts';
import { floats, integers, type OrtSession, type OrtTensor, type TensorLedger } from './tensor.ts';

/** Sizes of the decoder's key-value cache. */
export interface CacheShape {
  heads: number;
  headSize: number;
  hidden: number;
}

/** Keys and values of a computed prompt beginning, by the names of the decoder's inputs. */
export interface Past {
  length: number;
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
  readonly #session: OrtSession;
  readonly #shape: CacheShape;
  readonly #ledger: TensorLedger;
  readonly #work: Work;
  readonly #pastNames: readonly string[];

  constructor(session: OrtSession, shape: CacheShape, ledger: TensorLedger, work: Work) {
    this.#session = session;
    this.#shape = shape;
    this.#ledger = ledger;
    this.#work = work;
    this.#pastNames = session.inputNames.filter((name) => name.startsWith('past_key_values.'));
    this.packs = session.inputNames.includes('logit_positions');
  }

  /**
   * Computes a layout behind a prefix.
   * @param embeds [S, hidden], row-major
   * @param past what was computed before; null for an empty prefix
   * @param keep return the keys and values of prefix + sequence
   */
  async run(
    layout: TreeLayout,
    embeds: Float32Array,
    past: Past | null,
    keep = false
  ): Promise<DecoderResult> {
    const length = layout.ids.length;
    const width = layout.prefixLength + length;
    const own: Record<string, OrtTensor> = {
      inputs_embeds: floats(embeds, [1, length, this.#shape.hidden]),
      attention_mask: integers(new Array<number>(width).fill(1), [1, width]),
      ...(this.packs ? this.#treeInputs(layout, width) : this.#runInputs(layout)),
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
    return { rows, past: keep ? this.#holdPast(width, present) : null };
  }

  release(past: Past): void {
    for (const tensor of Object.values(past.tensors)) this.#ledger.release(tensor);
  }

  #treeInputs(layout: TreeLayout, width: number): Record<string, OrtTensor> {
    const length = layout.ids.length;
    return {
      position_ids: integers(layout.positionIds, [1, length]),
      attention_bias: floats(attentionBias(layout), [1, 1, length, width]),
      logit_positions: integers(wanted(layout), [wanted(layout).length])
    };
  }

  #runInputs(layout: TreeLayout): Record<string, OrtTensor> {
    if (layout.before.some((before, at) => before !== at - 1)) {
      throw new Error('The standard decoder cannot compute forks in one call.');
    }
    if (!this.#session.inputNames.includes('num_logits_to_keep')) return {};
    return { num_logits_to_keep: integers([layout.ids.length - Math.min(...wanted(layout))], []) };
  }

  /** The wanted rows, out of the K that the packed graph gathers or of the last n of the standard. */
  #rows(layout: TreeLayout, logits: OrtTensor): Float32Array[] {
    const vocabulary = logits.dims.at(-1) as number;
    const data = logits.data as Float32Array;
    const given = data.length / vocabulary;
    return layout.logitPositions.map((position, index) => {
      const row = this.packs ? index : position - (layout.ids.length - given);
      return data.slice(row * vocabulary, (row + 1) * vocabulary);
    });
  }

  #emptyPast(): Record<string, OrtTensor> {
    const { heads, headSize } = this.#shape;
    const empty = () => floats(new Float32Array(0), [1, heads, 0, headSize]);
    return Object.fromEntries(this.#pastNames.map((name) => [name, empty()]));
  }

  #holdPast(length: number, present: Record<string, OrtTensor>): Past {
    const tensors = Object.fromEntries(
      Object.entries(present).map(([name, tensor]) => [
        name.replace('present', 'past_key_values'),
        this.#ledger.hold(tensor)
      ])
    );
    return { length, tensors };
  }
}

/** Both graphs need to be asked for at least one row of logits. */
function wanted(layout: TreeLayout): readonly number[] {
  return layout.logitPositions.length > 0 ? layout.logitPositions : [layout.ids.length - 1];
}
