/**
 * What a file is kept for. `shell`: kept when the worker is installed. `model`, `runtime`,
 * `gpu-runtime`: what a run offline needs besides, kept when first fetched. `language`: kept once its
 * language is chosen. `extra`: kept when fetched, needed by nothing.
 */
export type Part = 'shell' | 'model' | 'runtime' | 'gpu-runtime' | 'language' | 'extra';

/** A file of the build, as scripts/vite/serviceWorker.ts found it. */
export interface BuildFile {
  /** Relative to the app's folder. */
  path: string;
  /** Hex. */
  sha256: string;
  bytes: number;
  part: Part;
}

/** What the build tells its service worker (workerText.ts); another build, another list, another worker. */
export interface BuildList {
  files: readonly BuildFile[];
  /** Response headers of documents and workers. */
  headers: Readonly<Record<string, string>>;
  /** Those of single pages, by path, in place of `headers`. */
  pageHeaders: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the page asks of the worker; an answer comes through the port that went along. */
export type PageQuestion =
  /** Answer: `KeepableFile[]`. */
  | 'keepable'
  /** Forget what only older versions had. No answer. */
  | 'tidy'
  /** The waiting worker is to take over now. No answer. */
  | 'take-over'
  /** Keep all of this language (its code). No answer. */
  | `language ${string}`;

/** A file outside the shell, and whether it is on this device. */
export interface KeepableFile extends BuildFile {
  kept: boolean;
}

/** The code of the language that a file of the build is a part of; undefined for any other file. */
export const languageOf = (path: string): string | undefined =>
  /^assets\/_lang-([a-z]+)-/.exec(path)?.[1];
