import { AppError } from '../../core/errors.ts';
import { madePicture } from '../../core/prompts/cues.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { PicturePlace } from '../adapters/adapter.ts';
import type { EncodedPicture, PictureEncoder } from '../pictureEncoder.ts';
import { blankPixels, shuffledPixels } from './controls.ts';
import { KeptLooks } from './keptLooks.ts';
import { withPicture } from './pictureFile.ts';
import { rowsOf, type Rgb } from './samples.ts';

/**
 * The pictures of one model: decoded when handed over, encoded when first needed. The files
 * themselves outlive the model, so that another model finds the same pictures.
 */
export class Pictures {
  readonly #encoder: PictureEncoder | null;
  readonly #files: Map<PictureId, Blob>;
  readonly #looks = new KeptLooks();
  #places = new Map<PictureId, PicturePlace>();
  #encoded = new Map<PictureId, EncodedPicture>();
  /** Stand-ins, which no encoder makes. */
  #pretended = new Map<PictureId, EncodedPicture>();

  /** @param encoder null for a model that takes no pictures: files are kept for the next one */
  constructor(encoder: PictureEncoder | null, files: Map<PictureId, Blob>) {
    this.#encoder = encoder;
    this.#files = files;
  }

  /** @throws AppError `picture-not-decoded` */
  async add(picture: PictureId, file: Blob): Promise<void> {
    if (this.#encoder && !this.#looks.has(picture)) await this.#look(picture, file);
    this.#files.set(picture, file);
  }

  /** Takes features for those of a picture that nobody has, until it is dropped. */
  pretend(picture: PictureId, place: PicturePlace, encoded: EncodedPicture): void {
    this.#places.set(picture, place);
    this.#pretended.set(picture, encoded);
  }

  /** Takes a picture back, and what was made of it. */
  drop(picture: PictureId): void {
    this.#files.delete(picture);
    this.#looks.delete(picture);
    for (const made of [this.#places, this.#encoded, this.#pretended]) {
      for (const id of [...made.keys()]) {
        if (id === picture || id.startsWith(`${picture}:`)) made.delete(id);
      }
    }
  }

  /**
   * What stands in place of the picture in a prompt.
   * @throws AppError `picture-unknown`, `picture-not-decoded`, `picture-unseen`
   */
  async place(picture: PictureId): Promise<PicturePlace> {
    let place = this.#places.get(picture);
    if (!place) {
      place = this.#seeing().recipe.place(await this.#looksAt(picture));
      this.#places.set(picture, place);
    }
    return place;
  }

  /** @throws AppError `picture-unknown`, `picture-not-decoded`, `picture-unseen` */
  async encoded(picture: PictureId): Promise<EncodedPicture> {
    let encoded = this.#encoded.get(picture);
    if (!encoded) this.#encoded.set(picture, (encoded = await this.encodeAgain(picture)));
    return encoded;
  }

  /** As `encoded`, but always runs the encoder. */
  async encodeAgain(picture: PictureId): Promise<EncodedPicture> {
    const pretended = this.#pretended.get(picture);
    return pretended ?? this.#seeing().encode(await this.#looksAt(picture));
  }

  /** Controls are made here, from nothing or from a picture that was handed over. */
  async #looksAt(picture: PictureId): Promise<readonly Rgb[]> {
    const made = madePicture(picture);
    if (made && 'shuffled' in made) {
      const looks = await this.#looksAt(made.shuffled);
      return looks.map((look) => shuffledPixels(look, made.seed));
    }
    const kept = this.#looks.get(picture);
    if (kept) return kept;
    if (made) {
      const { recipe } = this.#seeing();
      return this.#looks.keep(picture, recipe.looks(rowsOf(blankPixels(made.blank, recipe.edge))));
    }
    const file = this.#files.get(picture);
    if (!file) throw new AppError('picture-unknown', { picture });
    return this.#look(picture, file);
  }

  async #look(picture: PictureId, file: Blob): Promise<readonly Rgb[]> {
    const { recipe } = this.#seeing();
    const looks = await withPicture(file, recipe.square, (rows) => recipe.looks(rows));
    return this.#looks.keep(picture, looks);
  }

  /** @throws AppError `picture-unseen` where the model takes none */
  #seeing(): PictureEncoder {
    if (!this.#encoder) throw new AppError('picture-unseen');
    return this.#encoder;
  }
}
