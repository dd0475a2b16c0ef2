import { AppError } from '../core/errors.ts';
import { madePicture } from '../core/prompts/cues.ts';
import type { PictureId } from '../core/prompts/types.ts';

/** Draws a control by its name (`pictureOf`): from nothing, or from the file that it is made of. */
export type DrawControl = (picture: PictureId, file: Blob | null) => Promise<Blob>;

/** As texts they take a third more room than as files, which may lie on a disk. */
const MOST_KEPT = 32;

/** Pictures on their way to a server: files by id, as `data:` URLs when they are needed. */
export class PictureUrls {
  readonly #draw: DrawControl;
  readonly #files = new Map<PictureId, Blob>();
  readonly #urls = new Map<PictureId, Promise<string>>();

  constructor(draw: DrawControl) {
    this.#draw = draw;
  }

  get size(): number {
    return this.#files.size;
  }

  add(picture: PictureId, file: Blob): void {
    this.#files.set(picture, file);
  }

  drop(picture: PictureId): void {
    this.#files.delete(picture);
    for (const each of [...this.#urls.keys()])
      if (each.startsWith(picture)) this.#urls.delete(each);
  }

  clear(): void {
    this.#files.clear();
    this.#urls.clear();
  }

  /** @throws AppError `picture-unknown`, and what drawing it throws */
  urlOf(picture: PictureId): Promise<string> {
    const known = this.#urls.get(picture);
    const url = known ?? this.#make(picture);
    // The one that was needed last lies last.
    this.#urls.delete(picture);
    this.#urls.set(picture, url);
    if (!known) url.catch(() => this.#urls.delete(picture));
    const [oldest] = this.#urls.keys();
    if (this.#urls.size > MOST_KEPT && oldest !== undefined) this.#urls.delete(oldest);
    return url;
  }

  async #make(picture: PictureId): Promise<string> {
    const made = madePicture(picture);
    if (!made) return dataUrl(this.#file(picture));
    return dataUrl(
      await this.#draw(picture, 'shuffled' in made ? this.#file(made.shuffled) : null)
    );
  }

  #file(picture: PictureId): Blob {
    const file = this.#files.get(picture);
    if (!file) throw new AppError('picture-unknown', { picture });
    return file;
  }
}

async function dataUrl(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return `data:${file.type || 'image/png'};base64,${btoa(text)}`;
}
