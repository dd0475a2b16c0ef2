import type { QuestionId } from '../../../core/survey/types.ts';

const PREFIX = 'row-';

/** Id of a question's row in the document. */
export function rowId(question: QuestionId): string {
  return `${PREFIX}${question}`;
}

/** The question whose row has the focus; null where it is elsewhere. */
export function focusedRow(): QuestionId | null {
  const row = document.activeElement?.closest(`details[id^="${PREFIX}"]`);
  return row ? row.id.slice(PREFIX.length) : null;
}

/** Gives the focus to a question's row, wherever it stands now, and brings it into view. */
export function focusRow(question: QuestionId): void {
  const summary = document.getElementById(rowId(question))?.querySelector('summary');
  summary?.focus({ preventScroll: true });
  summary?.scrollIntoView({ block: 'nearest' });
}
