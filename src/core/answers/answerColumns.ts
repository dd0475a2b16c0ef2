import { AppError } from '../errors.ts';
import type { Order } from '../prompts/types.ts';
import type { RawAnswer } from './types.ts';

/**
 * How the numbers of one answer lie in `values`. Letters: per order the log-probabilities as shown,
 * `shown` of them. Words: sums, token counts and baselines, `options` numbers each.
 */
export type Layout =
  | { readout: 'letter'; options: number; shown: number; orders: readonly Order[] }
  | { readout: 'text'; options: number };

/**
 * Raw answers as columns: typed arrays, so that a million of them open, travel to a worker and go
 * into IndexedDB as they are. Row r: `condition[r]`, `cue[r]` and `question[r]` are indexes into the
 * study's lists, `layout[r]` into `layouts`, its numbers begin at `values[start[r]]`.
 */
export interface AnswerColumns {
  length: number;
  condition: Uint16Array;
  cue: Uint32Array;
  question: Uint16Array;
  layout: Uint16Array;
  start: Uint32Array;
  values: Float64Array;
  layouts: readonly Layout[];
}

/** Numbers that one answer of this layout takes. */
export function layoutSize(layout: Layout): number {
  return layout.readout === 'letter' ? layout.shown * layout.orders.length : 3 * layout.options;
}

/** Collects answers; room doubles as it fills. */
export class AnswerColumnsBuilder {
  #length = 0;
  #used = 0;
  #condition: Uint16Array<ArrayBuffer>;
  #cue: Uint32Array<ArrayBuffer>;
  #question: Uint16Array<ArrayBuffer>;
  #layout: Uint16Array<ArrayBuffer>;
  #start: Uint32Array<ArrayBuffer>;
  #values: Float64Array<ArrayBuffer>;
  readonly #layouts: Layout[] = [];
  readonly #layoutIds = new Map<string, number>();

  /** @param rows answers to expect, to grow less often */
  constructor(rows = 1024) {
    this.#condition = new Uint16Array(rows);
    this.#cue = new Uint32Array(rows);
    this.#question = new Uint16Array(rows);
    this.#layout = new Uint16Array(rows);
    this.#start = new Uint32Array(rows);
    this.#values = new Float64Array(rows * 10);
  }

  /** Throws AppError `answer-not-finite` where a measured number is missing or not a number. */
  add(place: { condition: number; cue: number; question: number }, raw: RawAnswer): void {
    const { layout, numbers } = unfold(raw);
    this.#makeRoom(numbers.length);
    const row = this.#length++;
    this.#condition[row] = place.condition;
    this.#cue[row] = place.cue;
    this.#question[row] = place.question;
    this.#layout[row] = this.#layoutId(layout);
    this.#start[row] = this.#used;
    this.#values.set(numbers, this.#used);
    this.#used += numbers.length;
  }

  /** The answers so far, without spare room. */
  finish(): AnswerColumns {
    return {
      length: this.#length,
      condition: this.#condition.slice(0, this.#length),
      cue: this.#cue.slice(0, this.#length),
      question: this.#question.slice(0, this.#length),
      layout: this.#layout.slice(0, this.#length),
      start: this.#start.slice(0, this.#length),
      values: this.#values.slice(0, this.#used),
      layouts: [...this.#layouts]
    };
  }

  #makeRoom(numbers: number): void {
    if (this.#length === this.#cue.length) {
      const rows = Math.max(1024, 2 * this.#length);
      this.#condition = grown(this.#condition, new Uint16Array(rows));
      this.#cue = grown(this.#cue, new Uint32Array(rows));
      this.#question = grown(this.#question, new Uint16Array(rows));
      this.#layout = grown(this.#layout, new Uint16Array(rows));
      this.#start = grown(this.#start, new Uint32Array(rows));
    }
    if (this.#used + numbers > this.#values.length) {
      const size = Math.max(2 * this.#values.length, this.#used + numbers);
      this.#values = grown(this.#values, new Float64Array(size));
    }
  }

  #layoutId(layout: Layout): number {
    const name = JSON.stringify(layout);
    const known = this.#layoutIds.get(name);
    if (known !== undefined) return known;
    this.#layoutIds.set(name, this.#layouts.length);
    return this.#layouts.push(layout) - 1;
  }
}

/**
 * An answer's numbers as they lie in the columns.
 * Throws AppError `answer-not-finite` where one is missing or not a number.
 */
export function unfold(raw: RawAnswer): { layout: Layout; numbers: readonly number[] } {
  const layout = layoutOf(raw);
  const numbers =
    raw.readout === 'text'
      ? [...raw.sums, ...raw.tokens, ...raw.baseline]
      : raw.orders.flatMap(({ logprobs }) => logprobs);
  if (numbers.length !== layoutSize(layout) || numbers.some(Number.isNaN)) {
    throw new AppError('answer-not-finite', { question: raw.question });
  }
  return { layout, numbers };
}

function layoutOf(raw: RawAnswer): Layout {
  if (raw.readout === 'text') return { readout: 'text', options: raw.sums.length };
  const orders = raw.orders.map(({ order }) => order);
  const [first] = raw.orders;
  const [options, shown] = [first?.order.length ?? 0, first?.logprobs.length ?? 0];
  return { readout: 'letter', options, shown, orders };
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
