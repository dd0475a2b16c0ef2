import type { PromptJob } from '../../core/prompts/types.ts';

/**
 * What a job asks for, in characters of prompt: they stand in for tokens, which only the worker's
 * tokenizer knows. `prefix` counts for the first job that needs the prefix, `picture` likewise.
 */
export interface Cost {
  own: number;
  prefix: number;
  picture: number;
}

export const NO_COST: Cost = { own: 0, prefix: 0, picture: 0 };

/** Before it was measured: what encoding a picture costs, in characters of prompt (WASM). */
const PICTURE_CHARACTERS = 120;

export function costsOf(jobs: readonly PromptJob[]): Cost[] {
  const seen = new Set<string>();
  const first = (name: string) => !seen.has(name) && Boolean(seen.add(name));
  let before: PromptJob | null = null;
  return jobs.map((job) => {
    const { prefix, suffix, picture, targets } = job;
    const words = targets.kind === 'continuations' ? targets.continuations.join('') : '';
    const cost = {
      // What two orders of one question begin with is computed once.
      own: suffix.length - sharedWith(before, job) + words.length,
      prefix: first(`prefix ${picture ?? ''} ${prefix}`) ? prefix.length : 0,
      picture: picture !== null && first(`picture ${picture}`) ? 1 : 0
    };
    before = job;
    return cost;
  });
}

function sharedWith(before: PromptJob | null, job: PromptJob): number {
  if (before?.prefix !== job.prefix || before.picture !== job.picture) return 0;
  let shared = 0;
  while (shared < job.suffix.length && before.suffix[shared] === job.suffix[shared]) shared++;
  // Alone, one of two equal prompts would cost nothing, and no pace could be told from it.
  return Math.min(shared, job.suffix.length - 1);
}

/** Weight of what came before, per pack: a pace that changes (larger packs, heat) is followed. */
const MEMORY = 0.9;

interface Pack {
  ms: number;
  own: number;
  /** What this pack computed for later ones too: prefixes, and pictures as so many characters. */
  shared: number;
}

/**
 * Learns during a run what its jobs take. Packs behind a known prefix tell the pace; what the others
 * took beyond it is the price of prefixes and pictures, of which fewer and fewer are to come.
 */
export class TimeLeft {
  readonly #remaining = { own: 0, shared: 0 };
  /** Jobs of one pack share its time evenly, so they show the same milliseconds. */
  #jobMs: number | null = null;
  #pack: Pack = nothing();
  /** Sums over packs without and with something shared, the latest weighing most. */
  #plain: Pack = nothing();
  #mixed: Pack = nothing();

  /** @param costs of all jobs of the run */
  constructor(costs: readonly Cost[]) {
    for (const cost of costs) this.#take(this.#remaining, cost, 1);
  }

  /** @param ms the job's share of its pack's time */
  done(cost: Cost, ms: number): void {
    if (ms !== this.#jobMs) {
      this.#closePack();
      this.#jobMs = ms;
    }
    this.#pack.ms += ms;
    this.#take(this.#pack, cost, 1);
    this.#take(this.#remaining, cost, -1);
  }

  /** @returns seconds until all is done; null before anything was */
  seconds(): number | null {
    const { own, shared } = this.#remaining;
    if (own <= 0) return 0;
    const [plain, mixed] =
      this.#pack.shared > 0
        ? [this.#plain, sum(this.#mixed, this.#pack)]
        : [sum(this.#plain, this.#pack), this.#mixed];
    const all = sum(plain, mixed);
    if (all.own <= 0) return null;
    // Until a pack comes behind a known prefix, a character is a character.
    const pace = plain.own > 0 ? plain.ms / plain.own : all.ms / (all.own + all.shared);
    const price = mixed.shared > 0 ? Math.max(0, mixed.ms - pace * mixed.own) / mixed.shared : pace;
    return (pace * own + price * shared) / 1000;
  }

  #closePack(): void {
    const into = this.#pack.shared > 0 ? this.#mixed : this.#plain;
    const packs = sum(scaled(into, MEMORY), this.#pack);
    if (this.#pack.shared > 0) this.#mixed = packs;
    else this.#plain = packs;
    this.#pack = nothing();
  }

  #take(into: { own: number; shared: number }, cost: Cost, times: 1 | -1): void {
    into.own += times * cost.own;
    into.shared += times * (cost.prefix + PICTURE_CHARACTERS * cost.picture);
  }
}

const nothing = (): Pack => ({ ms: 0, own: 0, shared: 0 });
const sum = (a: Pack, b: Pack): Pack => ({
  ms: a.ms + b.ms,
  own: a.own + b.own,
  shared: a.shared + b.shared
});
const scaled = ({ ms, own, shared }: Pack, by: number): Pack => ({
  ms: ms * by,
  own: own * by,
  shared: shared * by
});
