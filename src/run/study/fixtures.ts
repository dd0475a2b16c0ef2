import { brief } from '../../core/prompts/brief.ts';
import { madePicture } from '../../core/prompts/cues.ts';
import { CHAT } from '../../core/fixtures/asking.ts';
import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { GenerateJob, PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { Generated, LoadedModel, LoadOptions, RunCounters } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { sha256 } from '../../core/digest.ts';
import type { StudyServices } from './queue/runStudy.ts';

const LOADED: LoadedModel = {
  model: 'model-a',
  manifestHash: 'ab'.repeat(32),
  dtype: 'q8',
  device: 'wasm',
  adapter: null,
  threads: 1,
  runner: 'packed',
  runnerReason: null,
  refused: [],
  selfCheck: { maxError: 0, tolerance: 1, canaries: 1 },
  chat: CHAT,
  crossOriginIsolated: true
} as unknown as LoadedModel;

const COUNTERS: RunCounters = {
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs: 1,
  cancelled: false
};

/** For tests: an engine whose scores follow from the prompt's text alone, and which can fail. */
export class FakeEngine {
  /** Jobs computed so far. */
  computed: PromptJob[] = [];
  held = new Set<string>();
  /** Called before each job; throws to fail. */
  before: (job: PromptJob) => void = () => undefined;
  /** Free answers given so far, and what they say. */
  answered: GenerateJob[] = [];
  answer: (job: GenerateJob) => string = () => '{"first-choice": "Brazil"}';
  /** Called before each free answer; throws to fail. */
  beforeAnswer: (job: GenerateJob) => void = () => undefined;
  #cancelled = false;

  /** Models that read words only. */
  readers = new Set<string>();

  async load(options?: Pick<LoadOptions, 'model'>): Promise<LoadedModel> {
    return this.readers.has(options?.model ?? '') ? { ...LOADED, wordsOnly: true } : LOADED;
  }
  async cancelLoad(): Promise<void> {}
  async revive(): Promise<LoadedModel> {
    return LOADED;
  }
  async cancel(): Promise<void> {
    this.#cancelled = true;
  }
  async addPicture(id: string): Promise<void> {
    this.held.add(id);
  }
  async dropPicture(id: string): Promise<void> {
    this.held.delete(id);
  }
  async generate(job: GenerateJob): Promise<Generated> {
    this.#cancelled = false;
    this.beforeAnswer(job);
    this.#need(job.picture);
    const ended = this.#cancelled ? 'cancelled' : 'end-of-turn';
    if (!this.#cancelled) this.answered.push(job);
    return { text: this.answer(job), ids: [1], ended, counters: COUNTERS };
  }
  async score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void
  ): Promise<RunCounters> {
    this.#cancelled = false;
    for (const [index, job] of jobs.entries()) {
      this.before(job);
      if (this.#cancelled) break;
      this.#need(job.picture);
      this.computed.push(job);
      onScore(index, await scoreOf(job));
      await Promise.resolve();
    }
    const jobsDone = this.computed.length;
    return { ...COUNTERS, jobs: jobsDone, cancelled: this.#cancelled };
  }
  /** Blanks are made from nothing, shuffled tiles from a picture that was handed over. */
  #need(picture: string | null): void {
    const made = picture === null ? null : madePicture(picture);
    const file = made ? ('shuffled' in made ? made.shuffled : null) : picture;
    if (file !== null && !this.held.has(file)) throw new Error('no picture');
  }
}

async function scoreOf(job: PromptJob): Promise<PromptScore> {
  const { prefix, suffix, picture, targets } = job;
  const words = targets.kind === 'letters' ? targets.letters : targets.continuations;
  const hash = await sha256(JSON.stringify([prefix, suffix, picture]));
  const logprobs = words.map((_, k) => -parseInt(hash.slice(k % 50, (k % 50) + 12), 16) / 2 ** 46);
  return { logprobs, tokens: words.map(() => 2), prefillTokens: 1, ms: 1 };
}

export function pictureOf(id: string, change: Partial<StudyPicture> = {}): StudyPicture {
  return {
    id,
    name: `${id.slice(0, 4)}.png`,
    country: 'BRA',
    category: 'food',
    incomeUsdPerMonth: null,
    licence: null,
    source: '=1+1',
    included: 'yes',
    ...change
  };
}

/** For tests: two countries, two pictures, both readouts, three questions. */
export function testStudy(survey: SurveyDataset, change: Partial<Study> = {}): Study {
  return {
    id: 'study-1',
    name: 'A study',
    createdAt: '2026-01-01T00:00:00.000Z',
    preset: null,
    models: [{ model: 'model-a', manifestHash: null }],
    countries: [
      { code: 'BRA', name: 'Brazil' },
      { code: 'KOR', name: 'South Korea' }
    ],
    pictures: [pictureOf('11'.repeat(32)), pictureOf('22'.repeat(32), { country: 'KOR' })],
    cues: ['neutral', 'country', 'picture'],
    templates: [brief],
    readouts: ['letter', 'text'],
    orders: 'forward+reverse',
    dontKnow: 'list',
    variant: 'pmi',
    questions: ['Q1', 'Q164', 'Q6'],
    survey: { id: survey.id, name: survey.name, hash: survey.hash },
    wording: survey.wording,
    metric: 'jsd-bits',
    gate: { on: true, variant: 'pmi', passRank: { people: 2, other: 1 } },
    seed: 1,
    ...change
  };
}

/** For tests: everything that a run needs, with the study and its pictures stored. */
export async function testServices(
  survey: SurveyDataset,
  study: Study
): Promise<StudyServices & { engine: FakeEngine; store: ReturnType<typeof memoryStore> }> {
  const store = memoryStore();
  await store.studies.putPictures(
    study.pictures.map(({ id, name }) => ({
      id,
      name,
      type: 'image/png',
      width: 1,
      height: 1,
      file: new Blob([id]),
      addedAt: 0
    }))
  );
  await store.studies.put({
    id: study.id,
    study,
    updatedAt: 0,
    removedAt: null,
    origin: 'own',
    runs: {}
  });
  return { store, engine: new FakeEngine(), surveyFor: async () => survey, device: 'wasm' };
}
