/** What the page and the command line ask of an inference server, whichever it is. */
import type { DialectName, Served } from '../core/answers/served.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { PictureId, Targets } from '../core/prompts/types.ts';

export interface ServerAddress {
  /** Without a stroke at its end, for example `http://127.0.0.1:8000`. */
  url: string;
  /** Sent as a bearer's token; never written anywhere. */
  key?: string;
}

/** A prompt as servers take it: turns, whose template the server has, and an answer begun. */
export interface TurnPrompt {
  system: string | null;
  /**
   * Null where there is no user's turn (the baseline of option texts). It holds `<image>` only where
   * the picture stands elsewhere than before it.
   */
  user: string | null;
  /** Shown before the user's text, or where that says; null for none. */
  picture: PictureId | null;
  /** Start of the assistant's answer, to be gone on with; may be empty. */
  opened: string;
}

/** A picture as a `data:` URL, by its id. */
export type PictureUrl = (picture: PictureId) => string | undefined;

/** One server, spoken to in its way. Nothing here tries again or waits: `scheduler.ts` does. */
export interface Dialect {
  readonly name: DialectName;
  /**
   * Log-probabilities of letters, or sums over continuations, in natural logarithms.
   * @throws AppError; `faultKind` (faults.ts) tells what can be asked again, and what never succeeds
   */
  score(prompt: TurnPrompt, targets: Targets, options: AskOptions): Promise<ServedScore>;
  /** Greedy; the answer's text, and whether it was cut off at `maxTokens`. @throws as `score` */
  write(
    prompt: TurnPrompt,
    maxTokens: number,
    options: AskOptions
  ): Promise<{ text: string; cut: boolean }>;
}

export interface AskOptions {
  pictures: PictureUrl;
  signal: AbortSignal;
  /** Of servers that keep prefixes by slot: the one to use. */
  slot?: number;
}

export interface ServedScore extends PromptScore {
  /** Requests that it took. */
  requests: number;
}

/** A server that was recognised and probed. */
export interface Connection {
  dialect: Dialect;
  served: Served;
  /** Requests that it can work on at once, where it tells (llama.cpp's slots); null: to be found. */
  slots: number | null;
  /** Does it take pictures? */
  pictures: boolean;
  /** Identifies and probes anew; throws `server-changed` where another model or other numbers answer. */
  again(signal: AbortSignal): Promise<void>;
}

/** Identifies and probes a server. @throws AppError where it cannot be used, saying why. */
export type Connect = (
  address: ServerAddress,
  options: { model?: string; signal: AbortSignal; onStep?: (step: ProbeStep) => void }
) => Promise<Connection>;

/** In their order. */
export const PROBE_STEPS = ['identify', 'continues', 'letters', 'batch', 'pictures'] as const;
export type ProbeStep = (typeof PROBE_STEPS)[number];
