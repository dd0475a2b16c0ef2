import { gateJob } from '../../core/prompts/gatePrompt.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { Cue, GenerateJob, PromptJob, Readout } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import { gateMethodOf } from '../../core/study/gateMethod.ts';
import { freeQuestion } from '../../core/study/gateQuestion.ts';
import { gateList, isGated, wantedPictures } from '../../core/study/participants.ts';
import { pictureGate, type GateSaid } from '../../core/study/pictureGate.ts';
import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import { stepsOf, studyQuestions } from '../../core/study/studySteps.ts';
import { spokenTo } from '../../core/study/systemChoice.ts';
import { readsWords } from '../../core/study/wordsOnly.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** A prompt, and what a person would call it. */
export interface NamedPrompt {
  job: PromptJob;
  /** Null for the baseline of a question's words, which serves all cues. */
  cue: Cue | null;
  question: QuestionId;
  /** The picture whose gate decides whether it is asked; null: it is asked anyway. */
  gatedBy: StudyPicture | null;
}

/** Everything that a study asks one model by scores, with what its gate may shut. */
export function namedPrompts(
  study: Study,
  { model, chat }: Pick<LoadedModel, 'model' | 'chat'>,
  readouts: readonly Readout[],
  survey: SurveyDataset
): NamedPrompt[] {
  const questions = studyQuestions(study, survey);
  const pictures = new Map(study.pictures.map((picture) => [picture.id, picture]));
  const gates = gatedPictures(study, model).length > 0;
  return stepsOf(study, model, readouts, wantedPictures(study), questions).flatMap(
    ({ cue, plan }) => {
      const shown = 'picture' in cue ? (pictures.get(cue.picture) ?? null) : null;
      const gatedBy = gates && shown && isGated(study, shown) ? shown : null;
      return planJobs(plan, chat).map(({ job, cueIndex, questionIndex }) => ({
        job,
        cue: cueIndex < 0 ? null : cue,
        question: plan.questions[questionIndex]?.id ?? '',
        gatedBy: cueIndex < 0 ? null : gatedBy
      }));
    }
  );
}

/** Pictures that the model is asked to place, as the run will (`ModelRun`). */
function gatedPictures(study: Study, model: string): StudyPicture[] {
  const asks = study.gate.on && study.cues.includes('picture') && !readsWords(study, model);
  return asks ? wantedPictures(study) : [];
}

/** What the gate asks; `picture` null: the names without any. */
export interface GateQuestion {
  picture: StudyPicture | null;
  job: PromptJob | GenerateJob;
}

export function gateQuestions(
  study: Study,
  loaded: Pick<LoadedModel, 'model' | 'chat'>,
  survey: SurveyDataset
): GateQuestion[] {
  const list = gateList(study, survey);
  const { chat } = spokenTo(loaded, study);
  const pictures = gatedPictures(study, loaded.model);
  if (gateMethodOf(study.gate) === 'free') {
    return pictures.map((picture) => ({
      picture,
      job: freeQuestion(study.gate, picture, list, chat)
    }));
  }
  const asked = pictures.length > 0 ? [null, ...pictures] : [];
  return asked.map((picture) => ({ picture, job: gateJob(picture?.id ?? null, list, chat) }));
}

/** Ids of the pictures that pass, by what was said of each (`pictureGate`). */
export function passing(
  study: Study,
  model: string,
  survey: SurveyDataset,
  said: ReadonlyMap<string, GateSaid>
): Set<string> {
  const list = gateList(study, survey);
  const passed = gatedPictures(study, model).filter(
    (picture) => pictureGate(study.gate, picture, model, list, said)?.passes
  );
  return new Set(passed.map(({ id }) => id));
}
