import { releaseProxy, wrap, type Remote } from 'comlink';
import type { NearCountry } from '../../core/measures/nearest.ts';
import type { CountryCode, Distribution, QuestionId } from '../../core/survey/types.ts';
import { latestOnly } from '../../workers/latestOnly.ts';
import {
  packFigures,
  type NearestRequest,
  type AskedQuestion,
  type Stats,
  type Summary,
  type SummaryRequest
} from './stats.ts';

type FiguresOf = (question: QuestionId) => ReadonlyMap<CountryCode, { p: Distribution }>;

/** One worker that knows the figures it was handed. */
class StatsWorker {
  readonly #worker = new Worker(new URL('./stats.worker.ts', import.meta.url), { type: 'module' });
  readonly #remote: Remote<Stats> = wrap<Stats>(this.#worker);
  readonly #handed = new Set<QuestionId>();

  /** Messages keep their order, so the figures are there before the request that needs them. */
  with(questions: readonly AskedQuestion[], figuresOf: FiguresOf): Remote<Stats> {
    const fresh = questions.filter(({ question }) => !this.#handed.has(question));
    const packed = fresh.map(({ question }) => packFigures(question, figuresOf(question)));
    for (const { question } of fresh) this.#handed.add(question);
    if (packed.length > 0) void this.#remote.addFigures(packed);
    return this.#remote;
  }

  dispose(): void {
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }
}

/**
 * Resampling off the main thread, over one survey. Newer requests overtake older ones (undefined).
 * The ranking of all countries takes seconds for many questions; in a worker of its own it does
 * not hold up the summary.
 */
export class StatsClient {
  readonly #workers: { summary: StatsWorker; nearest: StatsWorker };
  readonly summary: (request: SummaryRequest) => Promise<Summary | null | undefined>;
  readonly nearest: (request: NearestRequest) => Promise<NearCountry[] | undefined>;

  constructor(figuresOf: FiguresOf) {
    const { summary, nearest } = (this.#workers = {
      summary: new StatsWorker(),
      nearest: new StatsWorker()
    });
    this.summary = latestOnly(async (request: SummaryRequest) =>
      summary.with(request.questions, figuresOf).summary(request)
    );
    this.nearest = latestOnly(async (request: NearestRequest) =>
      nearest.with(request.questions, figuresOf).nearest(request)
    );
  }

  dispose(): void {
    this.#workers.summary.dispose();
    this.#workers.nearest.dispose();
  }
}
