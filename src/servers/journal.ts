import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import { sha256 } from '../core/digest.ts';
import type { ScoringIdentity } from '../core/prompts/key.ts';
import type { GenerateJob, PromptJob } from '../core/prompts/types.ts';
import type { LoadedModel } from '../engine/engineApi.ts';
import {
  journalEntrySchema,
  journalHeadSchema,
  journalLine,
  type JournalEntry,
  type JournalHead
} from './journalLines.ts';

/** Where a journal lies. Lines come without what a killed process left unfinished at the end. */
export interface JournalFile {
  lines(): AsyncIterable<string>;
  /** On the disk when it resolves. */
  append(text: string): Promise<void>;
}

export type Written = { text: string; cut: boolean };

/**
 * A model's answers, line by line in a file that only grows: an answer counts once its line is
 * written, so that a process that is killed loses none and asks none twice.
 */
export class Journal {
  readonly #file: JournalFile;
  readonly #scores = new Map<string, PromptScore>();
  readonly #written = new Map<string, Written>();
  #waiting: string[] = [];
  #writing: Promise<void> | null = null;

  private constructor(file: JournalFile) {
    this.#file = file;
  }

  /**
   * Reads a journal, or begins one.
   * @throws AppError `journal-other-model` where it holds another model's answers, `journal-broken`
   */
  static async open(file: JournalFile, loaded: LoadedModel): Promise<Journal> {
    const journal = new Journal(file);
    let at = 0;
    for await (const line of file.lines()) {
      at += 1;
      if (at === 1) assertSame(journalLine(journalHeadSchema, line, at), loaded);
      else journal.#know(journalLine(journalEntrySchema, line, at));
    }
    if (at === 0) await file.append(`${JSON.stringify(headOf(loaded))}\n`);
    return journal;
  }

  /** Answers in it, free ones too. */
  get size(): number {
    return this.#scores.size + this.#written.size;
  }

  score(key: string): PromptScore | undefined {
    return this.#scores.get(key);
  }

  written(key: string): Written | undefined {
    return this.#written.get(key);
  }

  /** Resolves when the answer is on the disk. Lines that wait for the disk are written together. */
  async add(entry: JournalEntry): Promise<void> {
    if (this.#scores.has(entry.key) || this.#written.has(entry.key)) return;
    this.#waiting.push(`${JSON.stringify(entry)}\n`);
    while (this.#writing) await this.#writing;
    if (this.#waiting.length > 0) {
      this.#writing = this.#write();
      await this.#writing;
    }
    this.#know(entry);
  }

  async #write(): Promise<void> {
    const lines = this.#waiting.join('');
    this.#waiting = [];
    await this.#file.append(lines);
    // After a fault it stays set: behind half a line nothing more is written.
    this.#writing = null;
  }

  #know(entry: JournalEntry): void {
    if ('text' in entry) {
      const { text, cut } = entry;
      this.#written.set(entry.key, { text, cut });
    } else {
      const { logprobs, tokens, ms } = entry;
      this.#scores.set(entry.key, {
        logprobs: [...logprobs],
        tokens: [...tokens],
        prefillTokens: 0,
        ms
      });
    }
  }
}

function headOf({ model, manifestHash, dtype, device, served }: LoadedModel): JournalHead {
  if (!served) throw new AppError('journal-not-served', { model });
  return {
    ...{ journal: 'valueshift-answers', version: 1 },
    ...{ model, manifestHash, dtype, device, served }
  };
}

function assertSame(head: JournalHead, loaded: LoadedModel): void {
  const now = headOf(loaded);
  if (head.manifestHash === now.manifestHash && head.dtype === now.dtype) return;
  const difference = differenceOf(head.served, now.served);
  throw new AppError('journal-other-model', {
    journal: head.served.modelId,
    server: now.served.modelId,
    difference
  });
}

/** What tells two servers apart, in words of their provenance. */
function differenceOf(a: JournalHead['served'], b: JournalHead['served']): string {
  const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
  const fields = Object.keys({ ...a, ...b }) as (keyof JournalHead['served'])[];
  const told = fields
    .filter((field) => field !== 'probe' && short(a[field]) !== short(b[field]))
    .map((field) => `${field}: ${short(a[field])} / ${short(b[field])}`);
  return told.join('; ') || 'its way to answer';
}

/** SHA-256 (hex) of what is asked, whoever answers: the prompt's whole text and its picture. */
export function promptHash({ prefix, suffix, picture }: PromptJob | GenerateJob): Promise<string> {
  return sha256(JSON.stringify([prefix + suffix, picture]));
}

/** The key of a free answer, as `answerKey` is of a score. */
export function writtenKey(job: GenerateJob, identity: ScoringIdentity): Promise<string> {
  const { prefix, suffix, picture, maxTokens } = job;
  const { manifestHash, dtype, device } = identity;
  return sha256(
    JSON.stringify(['written', manifestHash, dtype, device, prefix + suffix, picture, maxTokens])
  );
}
