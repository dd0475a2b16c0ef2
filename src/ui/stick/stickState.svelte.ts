import { AppError } from '../../core/errors.ts';
import { hasModel, type StickFile } from '../../sw/stick/stickPlan.ts';
import { saveFile } from '../charts/saveFile.ts';
import { appFileList, stickFromHere } from './appFiles.ts';
import { bytesOfStick, stickAsZip, stickIntoFolder, ZIP_NAME } from './makeStick.ts';
import { pickFolder, type PickedFolder } from './stickFolder.ts';

type StickStatus = 'listing' | 'unlisted' | 'idle' | 'ask' | 'writing' | 'done';
export type StickKind = 'full' | 'small';

/** A stick on its way: what goes on it, where to, and how far it is. */
export class StickState {
  status: StickStatus = $state('listing');
  kind: StickKind = $state('full');
  /** Null: without a folder, as a zip. */
  folder: PickedFolder | null = $state.raw(null);
  doneBytes = $state(0);
  error: AppError | null = $state.raw(null);
  #plans: Partial<Record<StickKind, readonly StickFile[]>> = $state.raw({});
  /** Has this copy of the app a model to hand on? */
  readonly canBeFull = $derived(this.#plans.full !== undefined);
  readonly files = $derived(this.#plans[this.kind] ?? []);
  readonly totalBytes = $derived(bytesOfStick(this.files));
  #stop: AbortController | null = null;

  /** Looks what belongs to the app. */
  async start(): Promise<void> {
    try {
      const list = await appFileList();
      if (!list) {
        this.status = 'unlisted';
        return;
      }
      const full = hasModel(list);
      this.#plans = {
        small: await stickFromHere(list, false),
        ...(full && { full: await stickFromHere(list, true) })
      };
      this.kind = full ? 'full' : 'small';
      this.status = 'idle';
    } catch (thrown) {
      this.status = 'unlisted';
      this.error = AppError.from(thrown);
    }
  }

  bytesOf(kind: StickKind): number {
    return bytesOfStick(this.#plans[kind] ?? []);
  }

  /** Lets the reader choose a folder, and writes into it, unless it holds such a folder already. */
  async intoFolder(): Promise<void> {
    this.error = null;
    try {
      const picked = await pickFolder();
      if (!picked) return;
      this.folder = picked;
      if (picked.others > 0) this.status = 'ask';
      else await this.write();
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  /** Writes into the chosen folder. */
  async write(): Promise<void> {
    const { folder } = this;
    if (!folder) return;
    await this.#work((files, onBytes, signal) => stickIntoFolder(files, folder, onBytes, signal));
  }

  async asZip(): Promise<void> {
    this.folder = null;
    await this.#work(async (files, onBytes, signal) => {
      saveFile(ZIP_NAME, await stickAsZip(files, onBytes, signal));
    });
  }

  /** Takes effect within one file; what is written stays. Also the answer “no” to the question. */
  stop(): void {
    this.#stop?.abort();
    this.status = 'idle';
  }

  async #work(
    make: (
      files: readonly StickFile[],
      onBytes: (bytes: number) => void,
      signal: AbortSignal
    ) => Promise<void>
  ): Promise<void> {
    const stop = new AbortController();
    this.#stop = stop;
    this.error = null;
    this.doneBytes = 0;
    this.status = 'writing';
    try {
      await make(this.files, (bytes) => (this.doneBytes = bytes), stop.signal);
      if (!stop.signal.aborted) this.status = 'done';
    } catch (thrown) {
      if (!stop.signal.aborted) this.#failed(thrown);
    }
  }

  #failed(thrown: unknown): void {
    this.error = AppError.from(thrown);
    this.status = 'idle';
  }
}
