/** Where a run may be struck: its model being loaded, its picture encoded, its questions scored. */
const PHASES = ['load', 'encode', 'score'] as const;
export type Phase = (typeof PHASES)[number];
export type Strikes = Record<Phase, number>;

/** Decides at random, and keeps count, until every phase was struck as often as wanted. */
export class Saboteur {
  readonly struck: Strikes = { load: 0, encode: 0, score: 0 };
  readonly #wanted: Strikes;
  readonly #random: () => number;

  constructor(wanted: Strikes, random: () => number) {
    this.#wanted = wanted;
    this.#random = random;
  }

  get over(): boolean {
    return PHASES.every((phase) => !this.wants(phase));
  }

  get total(): number {
    return PHASES.reduce((sum, phase) => sum + this.struck[phase], 0);
  }

  wants(phase: Phase): boolean {
    return this.struck[phase] < this.#wanted[phase];
  }

  /** One of the phases that are still to be struck. */
  choose(...among: Phase[]): Phase | null {
    const left = among.filter((phase) => this.wants(phase));
    return left[Math.floor(this.#random() * left.length)] ?? null;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  /**
   * Strikes at a random moment of a phase.
   * @param lengths of the phases, milliseconds; learns from what it meets: a machine that was busy
   *   when they were measured would be struck too late for ever
   * @param tooLate has the phase ended meanwhile? Then it is left alone: it would be another phase
   */
  within(
    lengths: Record<Phase, number>,
    phase: Phase,
    tooLate: () => boolean,
    strike: () => void
  ): void {
    setTimeout(() => {
      if (!this.wants(phase)) return;
      const late = tooLate();
      lengths[phase] *= late ? 0.6 : 1.1;
      if (late) return;
      this.struck[phase]++;
      strike();
    }, this.#random() * lengths[phase]);
  }
}
