import { AppError } from '../../../core/errors.ts';
import type { StudyPicture } from '../../../core/study/studyTypes.ts';
import type { EngineApi } from '../../../engine/engineApi.ts';
import type { StudyStore } from '../../../store/studies/studyStoreApi.ts';

/** Hands pictures to the engine one at a time, so that a thousand of them need the room of one. */
export class PictureLoader {
  #handedOver: string | null = null;
  readonly #engine: Pick<EngineApi, 'addPicture' | 'dropPicture'>;
  readonly #studies: Pick<StudyStore, 'picture'>;

  constructor(
    engine: Pick<EngineApi, 'addPicture' | 'dropPicture'>,
    studies: Pick<StudyStore, 'picture'>
  ) {
    this.#engine = engine;
    this.#studies = studies;
  }

  /** Takes the picture before back. Rejects with `study-picture-missing`. */
  async handOver({ id, name }: Pick<StudyPicture, 'id' | 'name'>): Promise<void> {
    if (this.#handedOver === id) return;
    const picture = await this.#studies.picture(id);
    if (!picture) throw new AppError('study-picture-missing', { name });
    await this.takeBack();
    await this.#engine.addPicture(id, picture.file);
    this.#handedOver = id;
  }

  async takeBack(): Promise<void> {
    const id = this.#handedOver;
    this.#handedOver = null;
    if (id !== null) await this.#engine.dropPicture(id);
  }
}
