import type { Device } from './engineApi.ts';
import type { PackLimits } from './packs.ts';

/** Tokens of a pack: the first, so that an answer comes soon, and the most that a device is given. */
interface Range {
  first: number;
  most: number;
}

/**
 * WASM is bound by computing, but a call has its price there too; a GPU is bound by launches. The
 * sweep behind these numbers is in docs/engine.md.
 */
const RANGES: Record<Device, Range> = {
  wasm: { first: 128, most: 512 },
  webgpu: { first: 128, most: 2048 }
};

/** A larger pack has to save this share of the time per token. */
const WORTHWHILE = 0.05;
/** Cancelling waits for the pack under way, and so do the next answers on the page. */
const LONGEST_MS = 5000;
/** Packs of a size to measure before judging it; the quickest counts, others were disturbed. */
const MEASURED = 2;
/** Attention heads for which a mask's worth of scores has to fit into one GPU buffer. */
const HEADS = 32;

/**
 * Finds the pack size of a model on a device while it works: doubles it as long as that pays, and
 * stays with the best. No time is spent on anything but questions.
 */
export class PackSizer {
  readonly #range: Range;
  #tokens: number;
  #settled = false;
  /** Milliseconds a token at the present size so far, and at the one before. */
  #measured: number[] = [];
  #before = Infinity;

  /** @param bufferBytes the GPU's largest storage buffer; null on WASM */
  constructor(device: Device, bufferBytes: number | null) {
    const { first, most } = RANGES[device];
    const fits = bufferBytes === null ? Infinity : Math.floor(Math.sqrt(bufferBytes / (4 * HEADS)));
    this.#range = { first: Math.min(first, fits), most: Math.min(most, fits) };
    this.#tokens = this.#range.first;
  }

  /** Limits of the next pack. */
  get limits(): PackLimits {
    const kindredTokens = Math.min(this.#range.most, 4 * this.#tokens);
    return { tokens: this.#tokens, kindredTokens };
  }

  /** Tells of a pack that computed so many tokens behind a prefix that was there already. */
  record(tokens: number, ms: number): void {
    // Half-empty packs tell of their jobs, not of the size.
    if (this.#settled || tokens < this.#tokens * 0.5) return;
    if (this.#measured.push(ms / tokens) < MEASURED) return;
    const perToken = Math.min(...this.#measured);
    this.#measured = [];
    if (perToken > this.#before * (1 - WORTHWHILE)) {
      this.#tokens /= 2;
      this.#settled = true;
    } else if (this.#tokens * 2 > this.#range.most || perToken * this.#tokens * 2 > LONGEST_MS) {
      this.#settled = true;
    } else {
      this.#before = perToken;
      this.#tokens *= 2;
    }
  }
}
