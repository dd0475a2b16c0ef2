import { countryInPrompt } from '../core/survey/countryInPrompt.ts';
import { sha256 } from '../core/digest.ts';
import { ordersFor } from '../core/prompts/orders.ts';
import { templateById } from '../core/prompts/templates.ts';
import { seededRandom } from '../core/inference/random.ts';
import { studyCues } from '../core/study/studyCues.ts';
import type { Study, StudyPicture, StudyModelRun } from '../core/study/studyTypes.ts';
import type { AskPlan } from '../core/prompts/types.ts';
import type { Question } from '../core/survey/types.ts';
import type { RawAnswer } from '../core/answers/types.ts';
import { PICTURE_CATEGORIES } from '../core/prompts/categories.ts';
import { questionKey, SegmentIds } from '../run/study/open/segmentIds.ts';
import { stepsOf, studyQuestions } from '../core/study/studySteps.ts';
import { makeSegment } from '../store/studies/segments.ts';
import { newStudy } from '../run/study/open/studies.ts';
import type { Store } from '../store/store.ts';
import type { AnswerSegment } from '../store/studies/studyStoreApi.ts';
import { loadSurvey } from '../survey/dataset.ts';
import type { SurveyDataset } from '../survey/types.ts';
import type { MadeStudyRequest } from './automationApi.ts';
import { report } from './progress.ts';

/** Stands where a model's own run would: no model gave these answers. */
const RUN: Omit<StudyModelRun, 'readouts'> = {
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

/**
 * Stores a study with made-up answers, all of them, as its run would have: to measure what a study
 * of some size costs to open and to work out. The same request stores the same study.
 */
export async function storeMadeStudy(
  request: MadeStudyRequest,
  { studies }: Pick<Store, 'studies'>
): Promise<{ answers: number; cues: number }> {
  const survey = await loadSurvey();
  const study = await studyOf(request, survey);
  await studies.putPictures(await storedPictures(study.pictures));
  const run: StudyModelRun = { ...RUN, readouts: request.readouts };
  const questions = studyQuestions(study, survey);
  const keys = new Map(
    await Promise.all(questions.map(async (q) => [q.id, await questionKey(q)] as const))
  );
  const steps = stepsOf(study, RUN.model, request.readouts, study.pictures, questions);
  const ids = new SegmentIds(run);
  const answer = answerer(request.seed);
  let answers = 0;
  let batch: AnswerSegment[] = [];
  for (const [index, { plan }] of steps.entries()) {
    const raws = plan.questions.map((question) => answer(question, plan));
    batch.push(makeSegment(study.id, await ids.of(plan), raws, keys));
    answers += raws.length;
    if (batch.length < BATCH && index < steps.length - 1) continue;
    await studies.putSegments(batch);
    batch = [];
    report('made answers', index + 1, steps.length);
  }
  const { id, name } = study;
  const record = { id, study, updatedAt: Date.now(), removedAt: null, origin: 'own' } as const;
  await studies.put({ ...record, runs: { [RUN.model]: run } });
  report(name, steps.length, steps.length);
  return { answers, cues: studyCues(study, study.pictures).length };
}

async function studyOf(request: MadeStudyRequest, survey: SurveyDataset): Promise<Study> {
  const { id, name, seed, orders, readouts, picturesPerCategory, categories } = request;
  const named = (count: number) => survey.countries.slice(0, count).map(countryInPrompt);
  const made = newStudy({
    name,
    preset: 'recommended',
    survey,
    questions: survey.questions.slice(0, request.questions).map((question) => question.id),
    models: [{ model: RUN.model, manifestHash: null }],
    pictures: [],
    seed
  });
  const countries = made.countries.slice(0, request.countries);
  const pictures = countries.flatMap(({ code }) =>
    // From the last: people with incomes are among them.
    PICTURE_CATEGORIES.slice(-categories).flatMap((category) =>
      Array.from({ length: picturesPerCategory }, async (_, k): Promise<StudyPicture> => {
        const incomeUsdPerMonth = category === 'people' ? 50 * (1 + (k % 60)) : null;
        const place = `${code} ${category} ${k}`;
        return {
          ...{ id: await sha256(place), name: `${place}.png`, country: code, category },
          ...{ incomeUsdPerMonth, licence: null, source: null, included: 'yes' }
        };
      })
    )
  );
  return {
    ...made,
    id,
    countries,
    pictures: await Promise.all(pictures),
    orders,
    readouts,
    alsoNamed: named(request.alsoNamed),
    templates: [templateById('brief') ?? made.templates[0]].flatMap((each) => each ?? []),
    gate: { ...made.gate, on: false }
  };
}

/** One tiny picture under all ids: the page shows them all. */
async function storedPictures(pictures: readonly StudyPicture[]) {
  const canvas = new OffscreenCanvas(16, 16);
  canvas.getContext('2d')?.fillRect(4, 4, 8, 8);
  const file = await canvas.convertToBlob();
  return pictures.map(({ id, name }) => ({
    ...{ id, name, file },
    ...{ type: 'image/png', width: 16, height: 16, addedAt: 0 }
  }));
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
