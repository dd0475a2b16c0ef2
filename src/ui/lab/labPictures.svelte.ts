import { AppError } from '../../core/errors.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { PictureStore, StoredPicture } from '../../store/storeApi.ts';
import { catching } from '../catching.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';
import { fetchBundled, type BundledPicture } from '../pictures/bundled.ts';
import { takePicture, type PictureNotice } from '../pictures/intake.ts';

/** What happened to one file: a fault (nothing was taken) or a remark on a good picture. */
export type PictureMessage = { id: number } & (
  { kind: 'error'; error: AppError } | { kind: 'note'; notice: PictureNotice }
);

/** The reader's own pictures: kept between visits, selected ones are asked about. */
export class LabPictures {
  pictures: readonly StoredPicture[] = $state.raw([]);
  selected: readonly PictureId[] = $state.raw([]);
  messages: readonly PictureMessage[] = $state.raw([]);
  readonly removed = new LastRemoved();
  /** Files being read now. */
  reading = $state(0);

  #nextMessage = 0;
  readonly #guard = catching((error) => this.report(error));
  readonly #store: Promise<PictureStore>;

  constructor(store: Promise<PictureStore>) {
    this.#store = store;
  }

  get selectedPictures(): StoredPicture[] {
    return this.selected.flatMap((id) => this.pictures.find((picture) => picture.id === id) ?? []);
  }

  has(id: PictureId): boolean {
    return this.pictures.some((picture) => picture.id === id);
  }

  async restore(selected: readonly PictureId[]): Promise<void> {
    const stored = await (await this.#store).list();
    // The reader may have been faster than the store.
    this.pictures = [...stored.filter(({ id }) => !this.has(id)), ...this.pictures];
    const before = selected.filter((id) => this.has(id) && !this.selected.includes(id));
    this.selected = [...before, ...this.selected];
  }

  /** Takes each file in; one bad file leaves the others alone. */
  async add(files: readonly File[]): Promise<void> {
    await Promise.all(files.map((file) => this.#take(() => Promise.resolve(file))));
  }

  async addBundled(bundled: BundledPicture): Promise<void> {
    if (this.has(bundled.picture)) this.#select(bundled.picture);
    else await this.#take(() => fetchBundled(bundled), bundled.title);
  }

  /** This picture in place of all that are chosen; it stays with them where it cannot be had. */
  async showBundled(bundled: BundledPicture): Promise<void> {
    await this.addBundled(bundled);
    if (this.has(bundled.picture)) this.selected = [bundled.picture];
  }

  toggle(id: PictureId): void {
    if (this.selected.includes(id)) this.selected = this.selected.filter((other) => other !== id);
    else this.#select(id);
  }

  async remove(id: PictureId): Promise<void> {
    const index = this.pictures.findIndex((picture) => picture.id === id);
    const picture = this.pictures[index];
    if (!picture) return;
    const wasSelected = this.selected.includes(id);
    this.removed.keep(picture.name, () => this.#putBack(picture, index, wasSelected));
    this.pictures = this.pictures.filter((other) => other !== picture);
    this.selected = this.selected.filter((other) => other !== id);
    await this.#guard(async () => (await this.#store).remove(id));
  }

  async #putBack(picture: StoredPicture, index: number, wasSelected: boolean): Promise<void> {
    this.pictures = this.pictures.toSpliced(index, 0, picture);
    if (wasSelected) this.#select(picture.id);
    await this.#guard(async () => (await this.#store).put(picture));
  }

  dismiss(message: number): void {
    this.messages = this.messages.filter(({ id }) => id !== message);
  }

  report(thrown: unknown): void {
    this.#say({ kind: 'error', error: AppError.from(thrown) });
  }

  async #take(file: () => Promise<File>, name?: string): Promise<void> {
    this.reading += 1;
    await this.#guard(async () => {
      const { picture, notices } = await takePicture(await file());
      const named = name ? { ...picture, name } : picture;
      if (!this.has(named.id)) {
        this.pictures = [...this.pictures, named];
      }
      this.#select(named.id);
      for (const notice of notices) this.#say({ kind: 'note', notice });
      await (await this.#store).put(named);
    });
    this.reading -= 1;
  }

  #select(id: PictureId): void {
    if (!this.selected.includes(id)) this.selected = [...this.selected, id];
  }

  #say(
    message: { kind: 'error'; error: AppError } | { kind: 'note'; notice: PictureNotice }
  ): void {
    this.messages = [...this.messages, { ...message, id: this.#nextMessage++ }];
  }
}
