import type { PromptScore } from '../../core/answers/types.ts';
import type { GenerateJob, PictureId, PromptJob } from '../../core/prompts/types.ts';
import type {
  Concept,
  EngineStats,
  Generated,
  GenerateOptions,
  LoadedModel,
  LoadOptions,
  LoadProgress,
  RevivableEngine,
  RunCounters,
  ScoreOptions
} from '../../engine/engineApi.ts';
import { isServedName } from '../../core/answers/served.ts';

/**
 * One engine out of two: a served model's name is loaded by the one that speaks to servers, every
 * other by the page's own; all further calls are for whichever was loaded last. Pictures go along.
 */
export class EngineSwitch implements RevivableEngine {
  readonly #own: RevivableEngine;
  readonly #served: () => Promise<RevivableEngine>;
  #now: RevivableEngine;
  readonly #pictures = new Map<PictureId, Blob>();

  /** @param served gives the other one, always the same; asked for when it is first needed */
  constructor(own: RevivableEngine, served: () => Promise<RevivableEngine>) {
    this.#own = own;
    this.#served = served;
    this.#now = own;
  }

  async load(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    const wanted = isServedName(options.model) ? await this.#served() : this.#own;
    const before = this.#now;
    this.#now = wanted;
    if (before !== wanted) {
      // Its memory is needed, or its server free for others.
      await before.dispose();
      for (const [picture, file] of this.#pictures) await wanted.addPicture(picture, file);
    }
    return wanted.load(options, onProgress);
  }

  async addPicture(picture: PictureId, file: Blob): Promise<void> {
    await this.#now.addPicture(picture, file);
    this.#pictures.set(picture, file);
  }

  async dropPicture(picture: PictureId): Promise<void> {
    this.#pictures.delete(picture);
    await this.#now.dropPicture(picture);
  }

  async dispose(): Promise<void> {
    this.#pictures.clear();
    await this.#now.dispose();
  }

  revive = (): Promise<LoadedModel> => this.#now.revive();
  cancelLoad = (): Promise<void> => this.#now.cancelLoad();
  concepts = (picture: PictureId): Promise<Concept[] | null> => this.#now.concepts(picture);
  cancel = (): Promise<void> => this.#now.cancel();
  stats = (): Promise<EngineStats> => this.#now.stats();
  generate = (job: GenerateJob, options?: GenerateOptions): Promise<Generated> =>
    this.#now.generate(job, options);
  score = (
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void,
    options?: ScoreOptions
  ): Promise<RunCounters> => this.#now.score(jobs, onScore, options);
}
