import { gateJob } from '../../../core/prompts/gatePrompt.ts';
import { gateMethodOf } from '../../../core/study/gateMethod.ts';
import { freeQuestion } from '../../../core/study/gateQuestion.ts';
import { spokenTo } from '../../../core/study/systemChoice.ts';
import type { Study, StudyPicture, StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { PromptScore } from '../../../core/answers/types.ts';
import type { GateRow, StudyStore } from '../../../store/studies/studyStoreApi.ts';
import { compute, lookUp, type ScoreServices } from '../../asking/storedScores.ts';
import {
  generateThroughFaults,
  type ThroughFaults,
  type WritingEngine
} from '../../asking/throughFaults.ts';
import { GateIds } from './gateIds.ts';
import { pictureGate } from '../../../core/study/pictureGate.ts';
import type { GateList } from '../../../core/prompts/gatePrompt.ts';
import type { PictureLoader } from '../folder/pictureLoader.ts';
import type { StopSignal } from '../queue/stopSignal.ts';

export interface GateContext {
  study: Study;
  run: StudyModelRun;
  names: GateList;
  faults: ThroughFaults<WritingEngine>;
  scoring: ScoreServices;
  studies: Pick<StudyStore, 'gates' | 'gateOf' | 'putGates'>;
  loader: PictureLoader;
  stop: StopSignal;
}

/** What a model has to say, before it is stored. */
type Said = { sums: number[]; tokens: number[] } | { text: string; cut: boolean };

/** Asks one model which country each picture is from; every picture once, also across studies. */
export class GateRun {
  readonly #context: GateContext;
  /** Gate prompts follow no template: their system turn is the model's own or none. */
  readonly #run: StudyModelRun;
  readonly #ids: GateIds;
  #known: Promise<Map<string, GateRow>> | null = null;

  constructor(context: GateContext) {
    this.#context = context;
    this.#run = spokenTo(context.run, context.study);
    this.#ids = new GateIds(context.names, this.#run, context.study.gate);
  }

  /** Whether the model recognises the picture's country; null where it was stopped. */
  async passes(picture: StudyPicture): Promise<boolean | null> {
    const { study, run, names } = this.#context;
    const rows = await this.#rows();
    // Names are scored without a picture too: what they weigh by themselves.
    const asked = gateMethodOf(study.gate) === 'free' ? [picture] : [null, picture];
    for (const each of asked) if (!(await this.#look(each))) return null;
    return pictureGate(study.gate, picture, run.model, names, rows)?.passes ?? null;
  }

  /** False where it was stopped. */
  async #look(picture: StudyPicture | null): Promise<boolean> {
    const { study, studies } = this.#context;
    const rows = await this.#rows();
    const name = picture?.id ?? '';
    if (rows.has(name)) return true;
    const id = await this.#ids.of(picture?.category ?? null);
    const said =
      picture && gateMethodOf(study.gate) === 'free'
        ? ((await this.#saidBefore(id, picture)) ?? (await this.#listen(picture)))
        : await this.#score(picture);
    if (!said) return false;
    const made: GateRow = { ...said, study: study.id, id, picture: name };
    await studies.putGates([made]);
    rows.set(name, made);
    return true;
  }

  async #score(picture: StudyPicture | null): Promise<Said | null> {
    const { names, scoring, loader, stop } = this.#context;
    const job = gateJob(picture?.id ?? null, names, this.#run.chat);
    const { known, missing } = await lookUp([job], scoring);
    let score: PromptScore | undefined = known.get(0);
    if (!score) {
      if (picture && !(await loader.handOver(picture))) return null;
      await stop.guard(
        () => void scoring.engine.cancel().catch(() => undefined),
        () =>
          compute(
            missing,
            scoring,
            (_, computed) => (score = computed),
            () => stop.stopped
          )
      );
    }
    return score ? { sums: score.logprobs, tokens: score.tokens } : null;
  }

  /** The answer that another study has: scores are found by their keys, words are not. */
  async #saidBefore(id: string, picture: StudyPicture): Promise<Said | null> {
    const found = await this.#context.studies.gateOf(id, picture.id);
    return found && 'text' in found ? { text: found.text, cut: found.cut } : null;
  }

  async #listen(picture: StudyPicture): Promise<Said | null> {
    const { study, names, faults, loader, stop } = this.#context;
    if (!(await loader.handOver(picture))) return null;
    const question = freeQuestion(study.gate, picture, names, this.#run.chat);
    const answer = await stop.guard(
      () => void faults.engine.cancel().catch(() => undefined),
      () => generateThroughFaults(question, faults)
    );
    return answer && { text: answer.text, cut: answer.ended === 'length' };
  }

  #rows() {
    return (this.#known ??= this.#read());
  }

  async #read() {
    const { study, studies } = this.#context;
    return this.#ids.rowsOf(study.pictures, await studies.gates(study.id));
  }
}
