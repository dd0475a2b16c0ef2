import { AppError } from '../../core/errors.ts';
import type { PictureId } from '../../core/types.ts';
import type { EncodedPicture, Model } from '../model.ts';
import { decodePicture } from './pixels.ts';

/** The pictures handed over: decoded when they come, encoded when first needed, kept until dropped. */
export class Pictures {
  readonly #model: Model;
  #pixels = new Map<PictureId, Uint8ClampedArray>();
  #encoded = new Map<PictureId, EncodedPicture>();

  constructor(model: Model) {
    this.#model = model;
  }

  get size(): number {
    return this.#pixels.size;
  }

  /** @throws AppError `picture-undecodable` */
  async add(picture: PictureId, file: Blob): Promise<void> {
    if (this.#pixels.has(picture)) return;
    this.#pixels.set(picture, await decodePicture(file, this.#model.pictureFormat.size));
  }

  drop(picture: PictureId): void {
    this.#pixels.delete(picture);
    this.#encoded.delete(picture);
  }

  /** @throws AppError `picture-unknown` */
  async encoded(picture: PictureId): Promise<EncodedPicture> {
    let encoded = this.#encoded.get(picture);
    if (!encoded) {
      encoded = await this.encodeAgain(picture);
      if (this.#pixels.has(picture)) this.#encoded.set(picture, encoded);
    }
    return encoded;
  }

  /** As `encoded`, but always runs the encoder. */
  async encodeAgain(picture: PictureId): Promise<EncodedPicture> {
    const pixels = this.#pixels.get(picture);
    if (!pixels) throw new AppError('picture-unknown', { picture });
    return this.#model.encode(pixels);
  }
}
