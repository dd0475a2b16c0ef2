import type { Condition } from '../../../core/study/studyTypes.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import type { Reason } from '../../../engine/engineApi.ts';
import type { PartProgress, StudyProgress } from '../studyApi.ts';

/** A longer silence is a closed lid or a sleeping tab, not work. */
const LONGEST_GAP_MS = 60_000;

/** A page has no room for more. */
const MOST_REASONS = 5;

/** Counts a study's answers and tells how long the rest will take, at the pace of the work so far. */
export class ProgressMeter {
  #progress: StudyProgress;
  #activeMs = 0;
  #computed = 0;
  #last: number | null = null;
  #ahead = 0;
  readonly #report: (progress: StudyProgress) => void;
  readonly #now: () => number;

  constructor(report: (progress: StudyProgress) => void, now: () => number) {
    this.#report = report;
    this.#now = now;
    this.#progress = {
      phase: 'loading',
      model: '',
      done: 0,
      total: 0,
      cached: 0,
      ratePerMinute: null,
      secondsLeft: null,
      parts: []
    };
  }

  phase(phase: StudyProgress['phase'], model: string): void {
    this.#change({ phase, model });
    this.#last = null;
  }

  /**
   * Adds the cues of a model's conditions.
   * @param ahead answers of the models behind it, as far as they can be counted before these load
   * @returns the number of the first part added
   */
  addParts(
    parts: readonly { condition: Condition; cue: Cue; total: number }[],
    ahead: number
  ): number {
    const before = this.#progress.parts;
    this.#ahead = ahead;
    this.#setParts([...before, ...parts.map((part) => ({ ...part, done: 0, shut: false }))]);
    return before.length;
  }

  /** How many parts there are so far. */
  get parts(): number {
    return this.#progress.parts.length;
  }

  /** Forgets all parts but the first `keep`: their model is asked anew. */
  dropParts(keep: number): void {
    const kept = this.#progress.parts.slice(0, keep);
    const done = kept.reduce((sum, part) => sum + part.done, 0);
    this.#change({ done, cached: Math.min(this.#progress.cached, done) });
    this.#setParts(kept);
  }

  /** A part with the answers that the study holds already; it may begin again after a crash. */
  begin(part: number, answers: number): void {
    const before = this.#progress.parts[part]?.done ?? 0;
    this.#count(part, answers - before, Math.max(0, answers - before));
    this.tick();
  }

  /** Answers found in the store. */
  found(part: number, answers: number): void {
    if (answers > 0) this.#count(part, answers, answers);
  }

  /** An answer that was computed now. */
  computed(part: number): void {
    this.tick();
    this.#computed += 1;
    this.#count(part, 1, 0);
  }

  /** Nothing is asked about a picture that the gate shuts out. */
  shut(part: number): void {
    const old = this.#progress.parts[part];
    this.tick();
    if (old) this.#setParts(this.#progress.parts.with(part, { ...old, total: 0, shut: true }));
  }

  /** Answers that are missing for good. */
  holes(answers: number, reasons: readonly Reason[]): void {
    const before = this.#progress.holes ?? { answers: 0, reasons: [] };
    const all = new Map(
      [...before.reasons, ...reasons].map((each) => [JSON.stringify(each), each])
    );
    const holes = {
      answers: before.answers + answers,
      reasons: [...all.values()].slice(0, MOST_REASONS)
    };
    this.#change({ holes });
  }

  /** Counts the time since the last tick as work. */
  tick(): void {
    const now = this.#now();
    if (this.#last !== null) this.#activeMs += Math.min(now - this.#last, LONGEST_GAP_MS);
    this.#last = now;
  }

  #count(part: number, answers: number, cached: number): void {
    const old = this.#progress.parts[part];
    if (!old) return;
    const parts = this.#progress.parts.with(part, { ...old, done: old.done + answers });
    const done = this.#progress.done + answers;
    const pace = this.#computed > 0 && this.#activeMs > 0 ? this.#activeMs / this.#computed : null;
    this.#change({
      parts,
      done,
      cached: this.#progress.cached + cached,
      ratePerMinute: pace && 60_000 / pace,
      secondsLeft: pace && ((this.#progress.total - done) * pace) / 1000
    });
  }

  #setParts(parts: readonly PartProgress[]): void {
    this.#change({ parts, total: parts.reduce((sum, { total }) => sum + total, this.#ahead) });
  }

  #change(change: Partial<StudyProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#report(this.#progress);
  }
}
