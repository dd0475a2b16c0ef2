import { AppError } from '../../core/errors.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { PictureStore, StoredPicture } from '../../store/storeApi.ts';
import { catching } from '../catching.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';
import { fetchBundled, type BundledPicture } from '../pictures/bundled.ts';
import { PICTURE_LIMIT, tooManyPictures } from '../pictures/pictureLimit.ts';
import type { PictureNotice } from '../pictures/intake.ts';
import { takeWhenAsked } from '../pictures/intakeLater.ts';

/** What happened to one file: a fault (nothing was taken) or a remark on a good picture. */
export type PictureMessage = { id: number } & (
  { kind: 'error'; error: AppError } | { kind: 'note'; notice: PictureNotice }
);

/** The reader's pictures: kept between visits, selected ones are shown and asked about. */
export class LabPictures {
  pictures: readonly StoredPicture[] = $state.raw([]);
  selected: readonly PictureId[] = $state.raw([]);
  messages: readonly PictureMessage[] = $state.raw([]);
  readonly removed = new LastRemoved();
  /** What the last removal took the picture from. */
  removedFrom: 'shown' | 'device' = $state('shown');
  /** Files being read now. */
  reading = $state(0);

  #nextMessage = 0;
  /** Pictures chosen quickly after one another: only the last one counts. */
  #turn = 0;
  readonly #guard = catching((error) => this.report(error));
  readonly #store: Promise<PictureStore>;
  readonly #read: typeof takeWhenAsked;

  constructor(store: Promise<PictureStore>, read = takeWhenAsked) {
    this.#store = store;
    // A store that does not open is told of by whoever waits for it; until then it is no fault.
    store.catch(() => undefined);
    this.#read = read;
  }

  get selectedPictures(): StoredPicture[] {
    return this.selected.flatMap((id) => this.pictures.find((picture) => picture.id === id) ?? []);
  }

  get isFull(): boolean {
    return this.selected.length >= PICTURE_LIMIT;
  }

  has(id: PictureId): boolean {
    return this.pictures.some((picture) => picture.id === id);
  }

  async restore(selected: readonly PictureId[]): Promise<void> {
    const stored = await (await this.#store).list();
    // The reader may have been faster than the store.
    this.pictures = [...stored.filter(({ id }) => !this.has(id)), ...this.pictures];
    const before = selected.filter((id) => this.has(id) && !this.selected.includes(id));
    this.selected = [...before, ...this.selected].slice(0, PICTURE_LIMIT);
  }

  /**
   * Shows the pictures of some files, in their order: in place of those shown, or beside them. One bad
   * file leaves the others alone; what is over the limit is not read.
   * @returns is one of them shown?
   */
  async showFiles(files: readonly File[], beside: boolean): Promise<boolean> {
    const turn = beside ? null : ++this.#turn;
    let shown = false;
    this.reading += files.length;
    for (const [at, file] of files.entries()) {
      const replaces = turn !== null && !shown;
      if (!replaces && this.isFull) {
        this.#sayFull();
        this.reading -= files.length - at;
        break;
      }
      const id = await this.#take(() => Promise.resolve(file));
      this.reading -= 1;
      // Another picture was chosen meanwhile: these wait among the reader's own.
      if (id === null || (turn !== null && turn !== this.#turn)) continue;
      if (replaces) this.#showAlone(id);
      else this.#select(id);
      shown = true;
    }
    return shown;
  }

  async addBundled(bundled: BundledPicture): Promise<void> {
    if (this.isFull && !this.selected.includes(bundled.picture)) return this.#sayFull();
    if (await this.#bring(bundled)) this.#select(bundled.picture);
  }

  /** This picture in place of all that are chosen; it stays with them where it cannot be had. */
  async showBundled(bundled: BundledPicture): Promise<void> {
    const turn = ++this.#turn;
    if ((await this.#bring(bundled)) && turn === this.#turn) this.#showAlone(bundled.picture);
  }

  /** A picture that is here already, in place of all that are chosen. */
  showOnly(id: PictureId): void {
    this.#turn += 1;
    if (this.has(id)) this.#showAlone(id);
  }

  toggle(id: PictureId): void {
    if (this.selected.includes(id)) this.selected = this.selected.filter((other) => other !== id);
    else this.#select(id);
  }

  /** No longer shown, and still among the reader's pictures; can be undone. */
  takeOut(id: PictureId): void {
    const index = this.selected.indexOf(id);
    const picture = this.pictures.find((each) => each.id === id);
    if (!picture || index < 0) return;
    this.removedFrom = 'shown';
    this.removed.keep(picture.name, () => this.#select(id, index));
    this.selected = this.selected.toSpliced(index, 1);
  }

  /** Off this device; can be undone as long as the page lives. */
  async remove(id: PictureId): Promise<void> {
    const index = this.pictures.findIndex((picture) => picture.id === id);
    const picture = this.pictures[index];
    if (!picture) return;
    const wasSelected = this.selected.includes(id);
    this.removedFrom = 'device';
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

  /** Has the bundled picture among the reader's; false, and said why, where it cannot be had. */
  async #bring(bundled: BundledPicture): Promise<boolean> {
    if (this.has(bundled.picture)) return true;
    this.reading += 1;
    const id = await this.#take(() => fetchBundled(bundled), bundled.title);
    this.reading -= 1;
    return id !== null;
  }

  /** Reads and keeps one picture; null, and said why, where the file is none. */
  async #take(file: () => Promise<File>, name?: string): Promise<PictureId | null> {
    let id: PictureId | null = null;
    await this.#guard(async () => {
      const { picture, notices } = await this.#read(await file());
      const named = name ? { ...picture, name } : picture;
      if (!this.has(named.id)) this.pictures = [...this.pictures, named];
      id = named.id;
      for (const notice of notices) this.#say({ kind: 'note', notice });
      // A store that is slow or full keeps no picture from being shown.
      void this.#guard(async () => (await this.#store).put(named));
    });
    return id;
  }

  /** What was taken out of the pictures shown before is not offered back to this one. */
  #showAlone(id: PictureId): void {
    if (this.removedFrom === 'shown') this.removed.forget();
    this.selected = [id];
  }

  #select(id: PictureId, index = this.selected.length): void {
    if (this.selected.includes(id)) return;
    if (this.isFull) this.#sayFull();
    else this.selected = this.selected.toSpliced(index, 0, id);
  }

  #sayFull(): void {
    this.report(tooManyPictures());
  }

  #say(
    message: { kind: 'error'; error: AppError } | { kind: 'note'; notice: PictureNotice }
  ): void {
    this.messages = [...this.messages, { ...message, id: this.#nextMessage++ }];
  }
}
