import type { PictureId } from '../../core/prompts/types.ts';
import type { Rgb } from './samples.ts';

/** Bytes of pixels that are kept; a picture whose pixels went is decoded anew when it is needed. */
const MOST = 256 * 2 ** 20;

/** Pictures as a model looks at them, those least recently used going first. */
export class KeptLooks {
  readonly #most: number;
  #bytes = 0;
  #kept = new Map<PictureId, readonly Rgb[]>();

  constructor(most = MOST) {
    this.#most = most;
  }

  has(picture: PictureId): boolean {
    return this.#kept.has(picture);
  }

  get(picture: PictureId): readonly Rgb[] | undefined {
    const looks = this.#kept.get(picture);
    if (looks) {
      this.#kept.delete(picture);
      this.#kept.set(picture, looks);
    }
    return looks;
  }

  /** The one that is kept last stays, whatever its size. */
  keep(picture: PictureId, looks: readonly Rgb[]): readonly Rgb[] {
    this.delete(picture);
    this.#kept.set(picture, looks);
    this.#bytes += bytesOf(looks);
    for (const other of this.#kept.keys()) {
      if (this.#bytes <= this.#most || other === picture) break;
      this.delete(other);
    }
    return looks;
  }

  delete(picture: PictureId): void {
    this.#bytes -= bytesOf(this.#kept.get(picture) ?? []);
    this.#kept.delete(picture);
  }
}

const bytesOf = (looks: readonly Rgb[]) => looks.reduce((sum, { rgb }) => sum + rgb.length, 0);
