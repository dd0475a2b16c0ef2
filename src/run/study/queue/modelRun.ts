import { AnswerAssembler } from '../../../core/answers/assembler.ts';
import { pictureOf } from '../../../core/prompts/cues.ts';
import { planJobs, type PlannedJob } from '../../../core/prompts/plan.ts';
import type { Study, StudyPicture, StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { AskPlan } from '../../../core/prompts/types.ts';
import type { PromptScore, RawAnswer } from '../../../core/answers/types.ts';
import type { QuestionId } from '../../../core/survey/types.ts';
import type { AnswerSegment, StudyStore } from '../../../store/studies/studyStoreApi.ts';
import { compute, lookUp, type ScoreServices } from '../../asking/storedScores.ts';
import { isGated } from '../../../core/study/participants.ts';
import { readsWords } from '../../../core/study/wordsOnly.ts';
import type { GateRun } from '../gate/gateRun.ts';
import type { PictureLoader } from '../folder/pictureLoader.ts';
import { SegmentIds } from '../open/segmentIds.ts';
import type { StudyStep } from '../../../core/study/studySteps.ts';
import type { ProgressMeter } from './progress.ts';
import { keysOf, makeSegment } from '../../../store/studies/segments.ts';
import type { StopSignal } from './stopSignal.ts';

export interface ModelRunContext {
  study: Study;
  run: StudyModelRun;
  steps: readonly StudyStep[];
  /** Number of the first step among the parts of the progress. */
  offset: number;
  /** The study's answers at the start, by id. */
  segments: ReadonlyMap<string, AnswerSegment>;
  /** Hash of each question's words. */
  keys: ReadonlyMap<QuestionId, string>;
  scoring: ScoreServices;
  studies: Pick<StudyStore, 'putSegments'>;
  gate: GateRun;
  loader: PictureLoader;
  stop: StopSignal;
  meter: ProgressMeter;
}

/** A study's questions to one loaded model, step by step. */
export class ModelRun {
  readonly #context: ModelRunContext;
  readonly #ids: SegmentIds;

  constructor(context: ModelRunContext) {
    this.#context = context;
    this.#ids = new SegmentIds(context.run);
  }

  /** False where it was stopped. */
  async askAll(): Promise<boolean> {
    const { steps, offset, stop, loader } = this.#context;
    for (const [index, step] of steps.entries()) {
      if (stop.stopped || !(await this.#ask(step, offset + index))) return false;
    }
    await loader.takeBack();
    return true;
  }

  /** @returns false where it was stopped on the way */
  async #ask(step: StudyStep, part: number): Promise<boolean> {
    const { study, run, meter, keys, segments, studies, gate, stop } = this.#context;
    const id = await this.#ids.of(step.plan);
    const earlier = segments.get(id);
    const answered = new Set(earlier && keysOf(earlier.questions));
    const missing = step.plan.questions.filter((q) => !answered.has(keys.get(q.id) ?? ''));
    const picture = studyPictureOf(step, study);
    if (picture && study.gate.on && !readsWords(study, run.model)) {
      // Asked of every picture, to be shown; it decides where no person has.
      const passes = await gate.passes(picture);
      if (passes === null && stop.stopped) return false;
      // A server may refuse a picture for good: then nobody knows, and it is not asked about.
      if (passes === null && isGated(study, picture)) {
        const reason = { code: 'study-gate-refused', params: { name: picture.name } };
        meter.holes(step.plan.questions.length, [reason]);
      }
      if (!passes && isGated(study, picture)) {
        meter.shut(part);
        return true;
      }
    }
    meter.begin(part, step.plan.questions.length - missing.length);
    if (missing.length === 0) return true;
    const answers: RawAnswer[] = [];
    try {
      return await this.#compute({ ...step.plan, questions: missing }, picture, part, answers);
    } finally {
      // What there is becomes visible, also after a stop or a crash; the store has it anyway.
      if (answers.length > 0) {
        await studies.putSegments([makeSegment(study.id, id, answers, keys, earlier)]);
      }
    }
  }

  async #compute(
    plan: AskPlan,
    picture: StudyPicture | null,
    part: number,
    answers: RawAnswer[]
  ): Promise<boolean> {
    const { stop, meter, run, scoring, loader } = this.#context;
    const planned = planJobs(plan, run.chat);
    const assembler = new AnswerAssembler(plan);
    const take = (index: number, score: PromptScore) =>
      assembler.add(planned[index] as PlannedJob, score);
    const { known, missing } = await lookUp(
      planned.map(({ job }) => job),
      scoring
    );
    for (const [index, score] of known) answers.push(...take(index, score));
    meter.found(part, answers.length);
    if (missing.length === 0) return true;
    if (picture && looksAt(plan) && !(await loader.handOver(picture))) return false;
    const counters = await stop.guard(
      () => void scoring.engine.cancel().catch(() => undefined),
      () =>
        compute(
          missing,
          scoring,
          ({ indexes }, score) => {
            meter.tick();
            for (const answer of indexes.flatMap((index) => take(index, score))) {
              answers.push(answer);
              meter.computed(part);
            }
          },
          () => stop.stopped
        )
    );
    const { holes = [], cancelled } = counters;
    if (holes.length > 0) meter.holes(plan.questions.length - answers.length, holes);
    return !cancelled;
  }
}

/** A caption is asked about without its picture. */
function looksAt({ cues }: AskPlan): boolean {
  return cues.some((cue) => pictureOf(cue) !== null);
}

/** The study's picture that a cue shows, or that it is a control for. */
function studyPictureOf({ cue }: StudyStep, { pictures }: Study): StudyPicture | null {
  if (!('picture' in cue)) return null;
  return pictures.find(({ id }) => id === cue.picture) ?? null;
}
