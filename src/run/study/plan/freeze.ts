import { canonicalText } from '../../../core/canonicalText.ts';
import { sha256 } from '../../../core/digest.ts';
import { AppError } from '../../../core/errors.ts';
import { studyPlan, type PlanChoices } from '../../../core/study/plan/studyPlan.ts';
import type { FrozenPlan } from '../../../core/study/plan/planTypes.ts';
import { studyQuestions } from '../../../core/study/studySteps.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import type { Question, QuestionId } from '../../../core/survey/types.ts';
import type { StudyRecord, StudyStore } from '../../../store/studies/studyStoreApi.ts';
import { questionKey } from '../open/segmentIds.ts';
import type { SurveyFor } from '../studyApi.ts';

/** A hash of each question's words. */
export async function wordsOf(
  study: Pick<Study, 'questions'>,
  survey: { question: (id: QuestionId) => Question | undefined }
): Promise<Map<QuestionId, string>> {
  const words = new Map<QuestionId, string>();
  for (const question of studyQuestions(study, survey)) {
    words.set(question.id, await questionKey(question));
  }
  return words;
}

/**
 * Freezes a study's plan as it stands, behind those that were frozen before. Returns the record.
 * Rejects with `study-missing`, `study-survey-missing` and the store's faults.
 */
export async function freezePlan(
  id: string,
  choices: PlanChoices,
  studies: Pick<StudyStore, 'get' | 'segments' | 'update'>,
  surveyFor: SurveyFor
): Promise<StudyRecord> {
  const record = await studies.get(id);
  if (!record) throw new AppError('study-missing');
  const { study, runs } = record;
  const plan = studyPlan(study, choices, await wordsOf(study, await surveyFor(study)), runs);
  const segments = await studies.segments(id);
  const frozen: FrozenPlan = {
    plan,
    sha256: await sha256(canonicalText(plan)),
    frozenAt: new Date().toISOString(),
    answers: segments.reduce((sum, { layout }) => sum + layout.length, 0)
  };
  const changed = await studies.update(id, (now) => ({
    ...now,
    plans: [...(now.plans ?? []), frozen]
  }));
  if (!changed) throw new AppError('study-missing');
  return changed;
}

/** Is a plan's hash that of its text? What a zip says of a plan may have been changed by hand. */
export async function fitsItsHash({ plan, sha256: hash }: FrozenPlan): Promise<boolean> {
  return (await sha256(canonicalText(plan))) === hash;
}
