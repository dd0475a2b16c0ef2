import { SvelteMap } from 'svelte/reactivity';
import { AppError } from '../../core/errors.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { Concept, EngineApi } from '../../engine/engineApi.ts';
import type { Shipped } from '../../run/asking/shipped.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import type { ModelState } from './modelState.svelte.ts';

/** `null` concepts: the model names none. */
export type SeenState =
  | { kind: 'looking' }
  | { kind: 'seen'; concepts: Concept[] | null }
  | { kind: 'failed'; error: AppError };

/**
 * What the model saw in each picture; every picture is handed to the engine once. Looking loads no
 * model: of a bundled picture it is known beforehand, another waits until the model is there.
 */
export class SeenConcepts {
  readonly byPicture = new SvelteMap<PictureId, SeenState>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page reads it
  readonly #handed = new Map<PictureId, Promise<void>>();
  readonly #engine: EngineApi;
  readonly #model: ModelState;
  readonly #shipped: Pick<Shipped, 'load'>;

  constructor(engine: EngineApi, model: ModelState, shipped: Pick<Shipped, 'load'>) {
    this.#engine = engine;
    this.#model = model;
    this.#shipped = shipped;
  }

  /** Gives the picture to the engine, once the model is there. Rejects with an `AppError`. */
  hand(picture: StoredPicture): Promise<void> {
    const known = this.#handed.get(picture.id);
    if (known) return known;
    const handing = this.#model
      .ensure()
      .then(() => this.#engine.addPicture(picture.id, picture.file))
      .catch((thrown: unknown) => {
        this.#handed.delete(picture.id);
        throw AppError.from(thrown);
      });
    this.#handed.set(picture.id, handing);
    return handing;
  }

  /** Asks what the model sees; the outcome, fault included, appears in `byPicture`. */
  async look(picture: StoredPicture): Promise<void> {
    if (this.#looked(picture.id) || this.#model.wordsOnly) return;
    const shipped = await this.#shippedOf(picture.id);
    if (this.#looked(picture.id)) return;
    if (shipped) this.byPicture.set(picture.id, { kind: 'seen', concepts: shipped });
    if (shipped || !this.#model.loaded) return;
    this.byPicture.set(picture.id, { kind: 'looking' });
    try {
      await this.hand(picture);
      const concepts = await this.#engine.concepts(picture.id);
      this.byPicture.set(picture.id, { kind: 'seen', concepts });
    } catch (thrown) {
      const error = AppError.from(thrown);
      // A model that did not load is no fault of the picture: it is looked at when the model comes.
      if (this.#model.status !== 'ready') this.byPicture.delete(picture.id);
      else this.byPicture.set(picture.id, { kind: 'failed', error });
    }
  }

  #looked(picture: PictureId): boolean {
    const state = this.byPicture.get(picture);
    return state !== undefined && state.kind !== 'failed';
  }

  async #shippedOf(picture: PictureId): Promise<Concept[] | null> {
    const header = (await this.#shipped.load())?.header;
    if (header?.model.model !== this.#model.chosen) return null;
    const { loaded } = this.#model;
    if (loaded && loaded.manifestHash !== header.model.manifestHash) return null;
    const concepts = header.concepts[picture];
    return concepts ? [...concepts] : null;
  }

  /** Another model sees anew; the engine keeps the pictures themselves. */
  forgetSeen(): void {
    this.byPicture.clear();
  }

  /** Forgets a removed picture, here and in the engine. */
  async drop(picture: PictureId): Promise<void> {
    this.byPicture.delete(picture);
    if (this.#handed.delete(picture)) await this.#engine.dropPicture(picture);
  }
}
