import { AppError } from '../../../core/errors.ts';
import type { StudyPicture } from '../../../core/study/studyTypes.ts';
import type { EngineApi } from '../../../engine/engineApi.ts';
import { throughFaults, type ThroughFaults } from '../../asking/throughFaults.ts';
import type { StudyStore } from '../../../store/studies/studyStoreApi.ts';

type LoaderFaults = ThroughFaults<Pick<EngineApi, 'addPicture' | 'dropPicture'>>;

/** Hands pictures to the engine one at a time, so that a thousand of them need the room of one. */
export class PictureLoader {
  #handedOver: string | null = null;
  readonly #faults: LoaderFaults;
  readonly #studies: Pick<StudyStore, 'picture'>;

  constructor(faults: LoaderFaults, studies: Pick<StudyStore, 'picture'>) {
    this.#faults = faults;
    this.#studies = studies;
  }

  /**
   * Takes the picture before back.
   * @returns false where the run is to end
   * @throws AppError `study-picture-missing`, and as `throughFaults`
   */
  async handOver({ id, name }: Pick<StudyPicture, 'id' | 'name'>): Promise<boolean> {
    if (this.#handedOver === id) return true;
    const picture = await this.#studies.picture(id);
    if (!picture) throw new AppError('study-picture-missing', { name });
    await this.takeBack();
    const add = () => this.#faults.engine.addPicture(id, picture.file);
    if ((await throughFaults(add, this.#faults)) === null) return false;
    this.#handedOver = id;
    return true;
  }

  async takeBack(): Promise<void> {
    const id = this.#handedOver;
    this.#handedOver = null;
    if (id !== null) await this.#faults.engine.dropPicture(id);
  }
}
