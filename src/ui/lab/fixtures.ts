import type { PromptScore } from '../../core/answers/types.ts';
import type { AppError } from '../../core/errors.ts';
import type { PromptJob } from '../../core/prompts/types.ts';
import type { Country, Question } from '../../core/survey/types.ts';
import type { EngineApi, LoadedModel, LoadOptions, RunCounters } from '../../engine/engineApi.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { createAsk } from '../../run/asking/ask.ts';
import { withBundledScores } from '../../run/asking/withBundledScores.ts';
import type { Store } from '../../store/store.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { LabState } from './labState.svelte.ts';

export const LOADED: LoadedModel = {
  model: 'pocket-llava',
  manifestHash: 'm',
  dtype: 'q8',
  device: 'wasm',
  adapter: null,
  threads: 1,
  threadTrials: [],
  runner: 'packed',
  refused: [],
  selfCheck: { maxError: 0, tolerance: 1, canaries: 0 },
  chat: {
    system: { open: '', close: '' },
    user: { open: 'U: ', close: '\n' },
    assistant: { open: 'A: ' }
  },
  crossOriginIsolated: true
};

/** A model that reads words only. */
export const READER = 'reader';

const question = (id: string): Question => ({
  id,
  topic: 'Security',
  short: id,
  text: `${id}?`,
  codes: [1, 2],
  options: ['yes', 'no'],
  leadIn: `${id} is`,
  continuations: [' yes', ' no'],
  scale: 'nominal',
  higher: null
});
const korea: Country = {
  code: 'KOR',
  numeric: '410',
  name: 'South Korea',
  region: 'Asia',
  income: null,
  zone: null,
  fieldworkYears: [2018]
};
const questions = ['Q1', 'Q6', 'Q29'].map(question);
const survey: SurveyDataset = {
  id: 'test',
  name: 'Test',
  hash: 'h',
  wording: { id: 'w', name: 'W', hash: 'h' },
  incomeYear: 2024,
  questions,
  question: (id) => questions.find((known) => known.id === id),
  countries: [korea],
  country: (code) => (code === 'KOR' ? korea : undefined),
  figure: () => undefined,
  figuresOf: () => new Map(),
  caveats: () => [],
  topicsPaper: new Map()
};
export const picture: StoredPicture = {
  ...{ id: 'abc', name: 'a.png', type: 'image/png', width: 1, height: 1 },
  ...{ file: new Blob(['x']), addedAt: 1 }
};

/** A model that can look at pictures in all views or one. */
export const LOOKER = 'looker';

/** An engine that scores at once and counts what it was asked; `stopAfter` jobs it waits for cancel. */
export class FakeEngine implements EngineApi {
  loads = 0;
  jobs = 0;
  stopAfter = Infinity;
  failLoad: AppError | null = null;
  #cancel: () => void = () => undefined;

  async load({ model, view = 'one' }: LoadOptions): Promise<LoadedModel> {
    this.loads += 1;
    if (this.failLoad) throw this.failLoad;
    const other = { ...LOADED, model, manifestHash: model };
    if (model === READER) return { ...other, wordsOnly: true };
    if (model === LOOKER) return { ...other, view, views: ['one', 'full'] };
    return model === LOADED.model ? LOADED : other;
  }
  async cancelLoad() {}
  async addPicture() {}
  async dropPicture() {}
  async concepts() {
    return [{ name: 'a cat', weight: 1 }];
  }
  async score(jobs: PromptJob[], onScore: (index: number, score: PromptScore) => void) {
    const counters: RunCounters = {
      ...{ prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 0 },
      cancelled: false
    };
    for (const [index, job] of jobs.entries()) {
      if (this.jobs >= this.stopAfter) {
        await new Promise<void>((resolve) => (this.#cancel = resolve));
        return { ...counters, cancelled: true };
      }
      this.jobs += 1;
      counters.jobs += 1;
      const n = job.targets.kind === 'letters' ? job.targets.letters.length : 2;
      onScore(index, { logprobs: Array(n).fill(-1), tokens: [1, 1], prefillTokens: 1, ms: 1 });
    }
    return counters;
  }
  generate(): Promise<never> {
    throw new Error('The Lab asks for no free answers.');
  }
  async cancel() {
    this.#cancel();
  }
  async dispose() {}
  async stats() {
    return { liveTensors: 0, prefixes: 0, pictures: 0 };
  }
}

/** A visit to the Lab over what `store` keeps. */
export async function visitLab(
  store: Store,
  engine: FakeEngine,
  shipped: ShippedAnswers | null = null
): Promise<LabState> {
  const answers = withBundledScores(store.answers, async () => shipped ?? new Map());
  const lab = new LabState({
    ...{ engine, createAsk, store: Promise.resolve({ ...store, answers }) },
    loadSurvey: () => Promise.resolve(survey),
    shipped: { load: () => Promise.resolve(shipped), problem: null },
    own: () => Promise.resolve(store.answers),
    readsWordsOnly: (model) => Promise.resolve(model === READER)
  });
  await lab.start();
  await lab.reading.stop();
  return lab;
}
