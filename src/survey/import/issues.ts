import type { Issue, IssueCode } from './types.ts';

/** Kept of one kind: enough to see the pattern; the rest is counted. */
const KEPT = 500;

/** Collects what is wrong with a file, with bounded memory however bad the file is. */
export class IssueList {
  readonly issues: Issue[] = [];
  readonly #counts = new Map<IssueCode, number>();

  error(code: IssueCode, line: number | null, column: string | null, params: Issue['params'] = {}) {
    this.#add({ code, severity: 'error', line, column, params });
  }

  note(code: IssueCode, line: number | null, column: string | null, params: Issue['params'] = {}) {
    this.#add({ code, severity: 'note', line, column, params });
  }

  /** Tells a thing once, however often it is seen. */
  once(code: IssueCode, line: number | null, column: string | null, params: Issue['params'] = {}) {
    if (!this.#counts.has(code)) this.note(code, line, column, params);
  }

  #add(issue: Issue): void {
    const count = (this.#counts.get(issue.code) ?? 0) + 1;
    this.#counts.set(issue.code, count);
    if (count <= KEPT) this.issues.push(issue);
  }
}
