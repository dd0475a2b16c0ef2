import { CUES_TOGETHER } from '../core/prompts/plan.ts';
import { layoutTree } from '../core/tokens/treeLayout.ts';
import type { Work } from './counters.ts';
import type { Past } from './decoder.ts';
import type { Model } from './model.ts';
import type { EncodedPicture } from './pictureEncoder.ts';

interface Entry {
  past: Past;
  picture: string | null;
}

/**
 * Computed prompt beginnings, least recently used first: one a cue, about 6 MB per 128 tokens for the
 * bundled model (60 tensors).
 */
export class Prefixes {
  #entries = new Map<string, Entry>();
  readonly #model: Model;
  readonly #work: Work;

  constructor(model: Model, work: Work) {
    this.#model = model;
    this.#work = work;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Keys and values of a prefix; null for an empty one. Owned by the cache: do not release. */
  async get(
    ids: readonly number[],
    picture: string | null,
    encoded: EncodedPicture | null
  ): Promise<Past | null> {
    if (ids.length === 0) return null;
    const key = `${picture ?? ''}:${ids.join()}`;
    let entry = this.#entries.get(key);
    if (entry) {
      this.#entries.delete(key);
    } else {
      if (this.#entries.size >= CUES_TOGETHER)
        this.#evict(this.#entries.keys().next().value as string);
      entry = { picture, past: await this.#compute(ids, encoded) };
    }
    this.#entries.set(key, entry);
    return entry.past;
  }

  dropPicture(picture: string): void {
    for (const [key, entry] of this.#entries) if (entry.picture === picture) this.#evict(key);
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#evict(key);
  }

  #evict(key: string): void {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (entry) this.#model.decoder.release(entry.past);
  }

  async #compute(ids: readonly number[], encoded: EncodedPicture | null): Promise<Past> {
    const embeds = await this.#model.embed(ids, encoded);
    const layout = layoutTree(0, { nodes: [{ parent: -1, ids }], reads: [], jobs: [] });
    const { past } = await this.#model.decoder.run(layout, embeds, null, true, encoded?.grid);
    this.#work.prefixes += 1;
    return past as Past;
  }
}
