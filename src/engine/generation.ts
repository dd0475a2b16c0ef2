import { layoutTree } from '../core/tokens/treeLayout.ts';
import type { Past } from './decoder.ts';
import { likeliest } from './likeliest.ts';
import type { TokenPrompt } from './promptTokens.ts';
import { pastOf, type RunnerTools } from './runners/runner.ts';

export interface GenerationLimits {
  /** Most tokens of the answer. */
  maxTokens: number;
  /** Tokens that end the model's turn. */
  endIds: ReadonlySet<number>;
  /** Computes the whole prompt anew for every token, picture included: the measure of exactness. */
  naive: boolean;
}

/**
 * A prompt that the model goes on with by itself, always with its likeliest token (greedy decoding).
 * One token a step, so that a cancel is heard; `dispose` gives back what it holds between steps.
 */
export class Generation {
  /** The answer so far, without the token that ended it. */
  readonly ids: number[] = [];
  #ended: 'end-of-turn' | 'length' | null = null;
  /** Keys and values of prompt and answer, its last token apart; the prefix's own stay with the cache. */
  #past: Past | null = null;
  readonly #prompt: TokenPrompt;
  readonly #tools: RunnerTools;
  readonly #limits: GenerationLimits;

  constructor(prompt: TokenPrompt, tools: RunnerTools, limits: GenerationLimits) {
    if (!(limits.maxTokens >= 1)) throw new RangeError('An answer needs room for a token.');
    this.#prompt = prompt;
    this.#tools = tools;
    this.#limits = limits;
  }

  /** Why it came to its end; null while it goes on. */
  get ended(): 'end-of-turn' | 'length' | null {
    return this.#ended;
  }

  async step(): Promise<void> {
    const { maxTokens, endIds, naive } = this.#limits;
    const logits = naive ? await this.#anew() : await this.#onwards();
    // The picture's token stands for a picture only in a prompt.
    const id = likeliest(logits, this.#tools.model.pictures?.recipe.placeholder ?? -1);
    if (endIds.has(id)) this.#ended = 'end-of-turn';
    else if (this.ids.push(id) >= maxTokens) this.#ended = 'length';
    if (this.#ended) this.dispose();
  }

  dispose(): void {
    const past = this.#past;
    this.#past = null;
    if (past) this.#tools.model.decoder.release(past);
  }

  /** Logits behind the last token, computed from what is kept. */
  async #onwards(): Promise<Float32Array> {
    const { model } = this.#tools;
    const before = this.#past;
    const past = before ?? (await pastOf(this.#prompt, this.#tools));
    const ids = before ? this.ids.slice(-1) : this.#prompt.suffix;
    const layout = runOf(ids, past?.length ?? 0);
    const embeds = await model.embed(ids, null);
    const last = this.ids.length + 1 >= this.#limits.maxTokens;
    const result = await model.decoder.run(layout, embeds, past, !last);
    this.dispose();
    this.#past = result.past;
    return result.rows[0] as Float32Array;
  }

  async #anew(): Promise<Float32Array> {
    const { model, encodeAgain } = this.#tools;
    const { prefix, suffix, picture } = this.#prompt;
    const ids = [...prefix, ...suffix, ...this.ids];
    const encoded = picture === null ? null : await encodeAgain(picture);
    const embeds = await model.embed(ids, encoded);
    const { rows } = await model.decoder.run(runOf(ids, 0), embeds, null, false, encoded?.grid);
    return rows[0] as Float32Array;
  }
}

/** A run of tokens that is read at its end. */
function runOf(ids: readonly number[], prefixLength: number) {
  const reads = [{ node: 0, offset: ids.length - 1, targets: [] }];
  return layoutTree(prefixLength, { nodes: [{ parent: -1, ids }], reads, jobs: [] });
}
