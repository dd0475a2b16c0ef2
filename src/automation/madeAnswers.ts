import { ordersFor } from '../core/prompts/orders.ts';
import { seededRandom } from '../core/inference/random.ts';
import type { RawAnswer } from '../core/answers/types.ts';
import type { AskPlan } from '../core/prompts/types.ts';
import type { Question } from '../core/survey/types.ts';
import { stepsOf, studyQuestions } from '../core/study/studySteps.ts';
import type { Study, StudyModelRun } from '../core/study/studyTypes.ts';
import { questionKey, SegmentIds } from '../run/study/open/segmentIds.ts';
import { makeSegment } from '../store/studies/segments.ts';
import type { AnswerSegment, StudyStore } from '../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../survey/types.ts';

/** Stands where a model's own run would: no model gave these answers. */
export const MADE_RUN: Omit<StudyModelRun, 'readouts'> = {
  model: 'made-up',
  manifestHash: '00'.repeat(32),
  dtype: 'q8',
  device: 'wasm',
  adapter: null,
  threads: 1,
  runner: 'packed',
  selfCheck: { maxError: 0, tolerance: 1, canaries: 1 },
  chat: {
    system: { open: '', close: '' },
    user: { open: '', close: '' },
    assistant: { open: '' }
  }
};
/** Segments to a transaction. */
const BATCH = 200;

interface Made {
  study: Study;
  run: StudyModelRun;
  survey: SurveyDataset;
  /** The same seed, the same answers. */
  seed: number;
}

/**
 * Stores made-up answers to all that a study asks one model, with all its pictures, as its run would
 * have. Returns how many.
 */
export async function storeMadeAnswers(
  { study, run, survey, seed }: Made,
  studies: Pick<StudyStore, 'putSegments'>,
  onProgress: (what: string, done: number, total: number) => void = () => undefined
): Promise<number> {
  const questions = studyQuestions(study, survey);
  const keys = new Map(
    await Promise.all(questions.map(async (q) => [q.id, await questionKey(q)] as const))
  );
  const steps = stepsOf(study, run.model, run.readouts, study.pictures, questions);
  const ids = new SegmentIds(run);
  const answer = answerer(seed);
  let answers = 0;
  let batch: AnswerSegment[] = [];
  for (const [index, { plan }] of steps.entries()) {
    const raws = plan.questions.map((question) => answer(question, plan));
    batch.push(makeSegment(study.id, await ids.of(plan), raws, keys));
    answers += raws.length;
    if (batch.length < BATCH && index < steps.length - 1) continue;
    await studies.putSegments(batch);
    batch = [];
    onProgress('made answers', index + 1, steps.length);
  }
  return answers;
}

/** Answers that lean one way a question and move a little from cue to cue and order to order. */
function answerer(seed: number): (question: Question, plan: AskPlan) => RawAnswer {
  const random = seededRandom(seed);
  const leanings = new Map<string, number[]>();
  return (question, { cues, readout, orders }) => {
    const cue = cues[0] ?? { kind: 'neutral' };
    const leaning = leanings.get(question.id) ?? question.options.map(() => 3 * random());
    leanings.set(question.id, leaning);
    const scores = leaning.map((value) => value + random());
    if (readout === 'text') {
      const sums = scores.map((value) => value - 12);
      const tokens = scores.map(() => 1 + Math.floor(3 * random()));
      return {
        ...{ question: question.id, cue, readout, sums, tokens },
        baseline: sums.map(() => -12 + random())
      };
    }
    return {
      ...{ question: question.id, cue, readout },
      orders: ordersFor(orders, scores.length).map((order) => ({
        order,
        logprobs: logShares(order.map((option) => (scores[option] as number) + 0.3 * random()))
      }))
    };
  };
}

/** Log-probabilities that leave a tenth to what is no letter. */
function logShares(scores: readonly number[]): number[] {
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  return scores.map((score) => score - Math.log(total) + Math.log(0.9));
}
