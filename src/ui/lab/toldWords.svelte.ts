import type { PictureId } from '../../core/prompts/types.ts';
import { bundledOf } from '../pictures/bundled.ts';
import type { ToldPicture } from './choices.ts';
import type { ChoicesState } from './choicesState.svelte.ts';
import type { LabPictures } from './labPictures.svelte.ts';
import type { ModelState } from './modelState.svelte.ts';

/** What a model that reads words only is told in place of pictures. */
export class ToldWords {
  /** The reader's own words for pictures. */
  captions: Readonly<Record<PictureId, string>> = $state.raw({});
  readonly #model: ModelState;
  readonly #pictures: LabPictures;
  readonly #choices: ChoicesState;

  constructor(model: ModelState, pictures: LabPictures, choices: ChoicesState) {
    this.#model = model;
    this.#pictures = pictures;
    this.#choices = choices;
  }

  /** Are pictures told in words now? Else such a model is told the country's name alone. */
  readonly inWords: boolean = $derived.by(
    () => this.#model.wordsOnly && this.#choices.told === 'words'
  );
  /** What the next run tells in place of pictures; null while a chosen one has no words. */
  readonly told: readonly ToldPicture[] | null = $derived.by(() => {
    if (!this.inWords) return [];
    const told = this.#pictures.selected.map((picture) => {
      return { picture, caption: this.captionOf(picture).trim() };
    });
    return told.length > 0 && told.every(({ caption }) => caption !== '') ? told : null;
  });

  /** The reader's words for a picture; of one that came with the app, its title until then. */
  captionOf(id: PictureId): string {
    return this.captions[id] ?? bundledOf(id)?.title ?? '';
  }

  say(id: PictureId, caption: string): void {
    const others = Object.entries(this.captions).filter(([picture]) => picture !== id);
    const same = caption.trim() === bundledOf(id)?.title;
    this.captions = Object.fromEntries(same ? others : [...others, [id, caption]]);
  }

  /** Whoever chooses a picture wants the model to be told of it. */
  followPicture(): void {
    if (this.#model.wordsOnly) this.#choices.told = 'words';
  }
}
