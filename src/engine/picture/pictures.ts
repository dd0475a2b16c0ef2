import { AppError } from '../../core/errors.ts';
import { madePicture } from '../../core/prompts/cues.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { EncodedPicture, PictureEncoder } from '../pictureEncoder.ts';
import { blankPixels, shuffledPixels } from './controls.ts';
import { decodePicture } from './pixels.ts';

/**
 * The pictures of one model: decoded when handed over, encoded when first needed. The files
 * themselves outlive the model, so that another model finds the same pictures.
 */
export class Pictures {
  readonly #encoder: PictureEncoder | null;
  readonly #files: Map<PictureId, Blob>;
  #pixels = new Map<PictureId, Uint8ClampedArray>();
  #encoded = new Map<PictureId, EncodedPicture>();

  /** @param encoder null for a model that takes no pictures: files are kept for the next one */
  constructor(encoder: PictureEncoder | null, files: Map<PictureId, Blob>) {
    this.#encoder = encoder;
    this.#files = files;
  }

  /** @throws AppError `picture-not-decoded` */
  async add(picture: PictureId, file: Blob): Promise<void> {
    if (this.#pixels.has(picture)) return;
    if (this.#encoder) {
      this.#pixels.set(picture, await decodePicture(file, this.#encoder.recipe.format));
    }
    this.#files.set(picture, file);
  }

  /** Takes a picture back, and what was made of it. */
  drop(picture: PictureId): void {
    this.#files.delete(picture);
    this.#pixels.delete(picture);
    for (const id of [...this.#encoded.keys()]) {
      if (id === picture || id.startsWith(`${picture}:`)) this.#encoded.delete(id);
    }
  }

  /** @throws AppError `picture-unknown`, `picture-not-decoded`, `picture-unseen` */
  async encoded(picture: PictureId): Promise<EncodedPicture> {
    let encoded = this.#encoded.get(picture);
    if (!encoded) this.#encoded.set(picture, (encoded = await this.encodeAgain(picture)));
    return encoded;
  }

  /** As `encoded`, but always runs the encoder. */
  async encodeAgain(picture: PictureId): Promise<EncodedPicture> {
    return this.#seeing().encode(await this.#pixelsOf(picture));
  }

  /** Controls are made here, from nothing or from a picture that was handed over. */
  async #pixelsOf(picture: PictureId): Promise<Uint8ClampedArray> {
    const { size } = this.#seeing().recipe.format;
    const made = madePicture(picture);
    if (made && 'blank' in made) return blankPixels(made.blank, size);
    if (made) return shuffledPixels(await this.#pixelsOf(made.shuffled), size, made.seed);
    const file = this.#files.get(picture);
    if (!file) throw new AppError('picture-unknown', { picture });
    await this.add(picture, file);
    return this.#pixels.get(picture) as Uint8ClampedArray;
  }

  /** @throws AppError `picture-unseen` where the model takes none */
  #seeing(): PictureEncoder {
    if (!this.#encoder) throw new AppError('picture-unseen');
    return this.#encoder;
  }
}
