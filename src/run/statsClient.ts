import { releaseProxy, wrap, type Remote } from 'comlink';
import type { NearCountry } from '../core/nearest.ts';
import type { CountryCode, Distribution, QuestionId } from '../core/types.ts';
import { latestOnly } from './latestOnly.ts';
import {
  packFigures,
  type NearestRequest,
  type PackedFigures,
  type Stats,
  type Summary,
  type SummaryRequest
} from './stats.ts';

type FiguresOf = (question: QuestionId) => ReadonlyMap<CountryCode, { p: Distribution }>;

/** Resampling off the main thread, over one survey. Newer requests overtake older ones (undefined). */
export class StatsClient {
  readonly #worker: Worker;
  readonly #stats: Remote<Stats>;
  readonly #figuresOf: FiguresOf;
  readonly #handed = new Set<QuestionId>();
  readonly summary: (request: SummaryRequest) => Promise<Summary | null | undefined>;
  readonly nearest: (request: NearestRequest) => Promise<NearCountry[] | undefined>;

  constructor(figuresOf: FiguresOf) {
    this.#figuresOf = figuresOf;
    this.#worker = new Worker(new URL('./stats.worker.ts', import.meta.url), { type: 'module' });
    this.#stats = wrap<Stats>(this.#worker);
    this.summary = latestOnly(async (request: SummaryRequest) => {
      this.#hand(request.questions.map(({ question }) => question));
      return this.#stats.summary(request);
    });
    this.nearest = latestOnly(async (request: NearestRequest) => {
      this.#hand(request.questions.map(({ question }) => question));
      return this.#stats.nearest(request);
    });
  }

  dispose(): void {
    this.#stats[releaseProxy]();
    this.#worker.terminate();
  }

  /** Messages keep their order, so the figures are there before the request that needs them. */
  #hand(questions: readonly QuestionId[]): void {
    const packed: PackedFigures[] = [];
    for (const question of questions) {
      if (this.#handed.has(question)) continue;
      this.#handed.add(question);
      packed.push(packFigures(question, this.#figuresOf(question)));
    }
    if (packed.length > 0) void this.#stats.addFigures(packed);
  }
}
