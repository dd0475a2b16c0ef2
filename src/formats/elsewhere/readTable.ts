import { AppError } from '../../core/errors.ts';
import { Breather } from '../../workers/breather.ts';
import type { PromptIndex } from './promptIndex.ts';
import { ABOUT, type AboutColumn } from './tableRow.ts';
import { tableRows, type NumberedRow } from './tableRows.ts';
import type { Said, TablePrompt } from './tablePrompt.ts';

export interface ReadTable {
  /** What is said of prompts, whole, by their ids. */
  said: ReadonlyMap<string, Said>;
  /** Prompts some of whose options the table lacks: nothing is made of them. */
  partial: { prompt: TablePrompt; line: number; lacks: readonly string[] }[];
  /** Values of the columns that tell where the answers come from, each once. */
  about: ReadonlyMap<AboutColumn, readonly string[]>;
}

/** Letters are told apart exactly, so their probabilities are at most 1 together, but for rounding. */
const ROUNDING = 1e-3;

/**
 * Reads a table of log-probabilities made elsewhere (docs/servers.md), all or nothing. Numbers are
 * natural logarithms and stay as they are, to the bit. The page can answer in between: there may be
 * millions of rows. Rejects with an AppError `answers-table-...`, which names the line.
 */
export async function readTable(
  pieces: Iterable<string>,
  prompts: PromptIndex
): Promise<ReadTable> {
  const open = new Map<string, OpenPrompt>();
  const about = new Map<AboutColumn, string[]>();
  const breather = new Breather();
  for (const numbered of tableRows(pieces)) {
    if (numbered.line % ROWS_AT_ONCE === 0) await breather.rest();
    keepAbout(about, numbered);
    const prompt = prompts.find(numbered);
    const own = open.get(prompt.id) ?? new OpenPrompt(prompt);
    open.set(prompt.id, own);
    own.take(numbered);
  }
  const said = new Map<string, Said>();
  const partial: ReadTable['partial'] = [];
  for (const [id, own] of open) {
    const lacks = own.lacks();
    if (lacks.length > 0) partial.push({ prompt: own.prompt, line: own.line, lacks });
    else said.set(id, own.said());
  }
  return { said, partial, about };
}

/** Some milliseconds of work. */
const ROWS_AT_ONCE = 256;

function keepAbout(about: Map<AboutColumn, string[]>, { line, row }: NumberedRow): void {
  for (const column of ABOUT) {
    const value = row[column];
    if (value === undefined) continue;
    const known = about.get(column) ?? [];
    if (known.includes(value)) continue;
    if (known.length > 0 && column !== 'note') {
      throw new AppError('answers-table-two', {
        line,
        column,
        found: value,
        other: known[0] ?? ''
      });
    }
    if (known.length >= MOST_NOTES) throw new AppError('answers-table-notes', { line });
    about.set(column, [...known, value]);
  }
}

const MOST_NOTES = 20;

/** What the rows so far say of one prompt. */
class OpenPrompt {
  readonly prompt: TablePrompt;
  /** Of its last row. */
  line = 0;
  readonly #logprobs: (number | undefined)[] = [];
  readonly #tokens: number[] = [];
  readonly #lines: number[] = [];
  #written: Extract<Said, { kind: 'written' }> | null = null;

  constructor(prompt: TablePrompt) {
    this.prompt = prompt;
  }

  take({ line, row }: NumberedRow): void {
    const before = this.line;
    this.line = line;
    const { reads } = this.prompt;
    if (reads.kind === 'written') {
      if (row.text === undefined)
        throw new AppError('answers-table-lacks', { line, column: 'text' });
      if (before > 0) throw twice(line, before, this.prompt);
      this.#written = { kind: 'written', text: row.text, cut: row.cut ?? false };
      return;
    }
    if (row.text !== undefined) throw new AppError('answers-table-text', { line });
    if (row.logprobs) this.#takeAll(line, row.logprobs, row.tokens);
    else this.#takeOne(line, row);
    if (reads.kind === 'letters') this.#checkMass();
  }

  #takeAll(line: number, logprobs: readonly number[], tokens: number | readonly number[] = []) {
    const { reads } = this.prompt;
    if (reads.kind === 'written') return;
    const [found, expected] = [logprobs.length, reads.names.length];
    if (found !== expected) throw new AppError('answers-table-count', { line, found, expected });
    logprobs.forEach((logprob, k) => {
      this.#put(line, k, logprob, typeof tokens === 'number' ? undefined : tokens[k]);
    });
  }

  #takeOne(line: number, { option, logprob, tokens }: NumberedRow['row']): void {
    const { reads } = this.prompt;
    if (reads.kind === 'written') return;
    for (const [column, value] of Object.entries({ option, logprob })) {
      if (value === undefined) throw new AppError('answers-table-lacks', { line, column });
    }
    const at = reads.names.indexOf(String(option));
    if (at < 0) {
      const known = reads.names.join(', ');
      throw new AppError('answers-table-option', { line, found: String(option), known });
    }
    this.#put(line, at, logprob as number, typeof tokens === 'number' ? tokens : undefined);
  }

  #put(line: number, at: number, logprob: number, tokens: number | undefined): void {
    const before = this.#lines[at];
    if (before !== undefined) throw twice(line, before, this.prompt);
    if (this.prompt.reads.kind === 'continuations' && tokens === undefined) {
      throw new AppError('answers-table-lacks', { line, column: 'tokens' });
    }
    this.#lines[at] = line;
    this.#logprobs[at] = logprob;
    this.#tokens[at] = tokens ?? 1;
  }

  #checkMass(): void {
    const mass = this.#logprobs.reduce<number>((sum, each) => sum + Math.exp(each ?? -Infinity), 0);
    if (mass > 1 + ROUNDING) {
      throw new AppError('answers-table-mass', { line: this.line, mass: mass.toFixed(4) });
    }
  }

  /** Options without a row. */
  lacks(): string[] {
    const { reads } = this.prompt;
    if (reads.kind === 'written') return [];
    return reads.names.filter((_, k) => this.#logprobs[k] === undefined);
  }

  said(): Said {
    if (this.#written) return this.#written;
    return { kind: 'scored', logprobs: this.#logprobs as number[], tokens: this.#tokens };
  }
}

function twice(line: number, other: number, { cue, question }: TablePrompt): AppError {
  return new AppError('answers-table-twice', { line, other, cue, question });
}
