import { gateJob } from '../../core/study/gatePrompt.ts';
import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { PromptScore } from '../../core/types.ts';
import type { GateScores, StudyModelRun, StudyStore } from '../../store/studies/api.ts';
import { compute, lookUp, type ScoreServices } from '../storedScores.ts';
import { gateId, pictureGate, type GateList } from './gate.ts';
import type { PictureDesk } from './pictureDesk.ts';
import type { StopSign } from './stopSign.ts';

export interface GateContext {
  study: Study;
  run: StudyModelRun;
  names: GateList;
  scoring: ScoreServices;
  studies: Pick<StudyStore, 'gates' | 'putGates'>;
  desk: PictureDesk;
  stop: StopSign;
}

/** Asks one model which country each picture is from; every picture once, also across studies. */
export class GateRun {
  readonly #context: GateContext;
  #known: Promise<{ id: string; scores: Map<string, GateScores> }> | null = null;

  constructor(context: GateContext) {
    this.#context = context;
  }

  /** Whether the model recognises the picture's country; null where it was stopped. */
  async passes(picture: StudyPicture): Promise<boolean | null> {
    const { study, run, names } = this.#context;
    const without = await this.#score(null);
    const scores = without && (await this.#score(picture));
    return scores && pictureGate(study, picture, run.model, names, scores, without).passes;
  }

  async #score(picture: StudyPicture | null): Promise<GateScores | null> {
    const { study, studies } = this.#context;
    this.#known ??= this.#read();
    const { id, scores } = await this.#known;
    const name = picture?.id ?? '';
    const found = scores.get(name);
    if (found) return found;
    const score = await this.#ask(picture);
    if (!score) return null;
    const { logprobs: sums, tokens } = score;
    const made = { study: study.id, id, picture: name, sums, tokens };
    await studies.putGates([made]);
    scores.set(name, made);
    return made;
  }

  async #ask(picture: StudyPicture | null): Promise<PromptScore | undefined> {
    const { run, names, scoring, desk, stop } = this.#context;
    const job = gateJob(picture?.id ?? null, names, run.chat);
    const { known, missing } = await lookUp([job], scoring);
    let score = known.get(0);
    if (score) return score;
    if (picture) await desk.handOver(picture);
    await stop.guard(
      () => void scoring.engine.cancel().catch(() => undefined),
      () => compute(missing, scoring, (_, computed) => (score = computed))
    );
    return score;
  }

  async #read() {
    const { study, run, names, studies } = this.#context;
    const id = await gateId(names, run);
    const own = (await studies.gates(study.id)).filter((score) => score.id === id);
    return { id, scores: new Map(own.map((score) => [score.picture as string, score])) };
  }
}
