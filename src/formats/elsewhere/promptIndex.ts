import { AppError } from '../../core/errors.ts';
import { placeName, type TablePrompt } from './tablePrompt.ts';
import type { NumberedRow } from './tableRows.ts';

/** Every prompt of a study, found by its id or by its place. */
export class PromptIndex {
  readonly #study: string;
  readonly #fullCue: (written: string) => string;
  readonly #byId = new Map<string, TablePrompt>();
  readonly #byPlace = new Map<string, TablePrompt>();
  readonly #known = {
    template: new Set<string>(),
    cue: new Set<string>(),
    question: new Set<string>()
  };

  /**
   * @param study its id
   * @param fullCue a cue's name as the study spells it (`tableCueReader`)
   */
  constructor(study: string, fullCue: (written: string) => string) {
    this.#study = study;
    this.#fullCue = fullCue;
  }

  get size(): number {
    return this.#byId.size;
  }

  add(prompt: TablePrompt): void {
    if (!this.#byId.has(prompt.id)) this.#byId.set(prompt.id, prompt);
    this.#byPlace.set(placeName(prompt), prompt);
    if (prompt.template !== null) this.#known.template.add(prompt.template);
    this.#known.cue.add(prompt.cue);
    this.#known.question.add(prompt.question);
  }

  /**
   * The prompt that a row is about: by its id, else by its place; what a row says beside its id must
   * agree. A template need not be named where the study has one.
   * @throws AppError `answers-table-...` with the line, where the study has no such prompt
   */
  find({ line, row }: NumberedRow): TablePrompt {
    const { prompt: id, study } = row;
    // Whose id is right asks the same, whichever copy of the study it was written from.
    if (id === undefined && study !== undefined && study !== this.#study) {
      throw new AppError('answers-table-study', { line, found: study, expected: this.#study });
    }
    if (id === undefined) return this.#byName({ line, row });
    const found = this.#byId.get(id);
    if (!found) throw new AppError('answers-table-prompt', { line, prompt: id.slice(0, 12) });
    for (const column of ['cue', 'question', 'order', 'template'] as const) {
      const said = row[column];
      if (said === undefined) continue;
      const full = column === 'cue' ? this.#fullCue(String(said)) : said;
      // Equal prompts stand in several places; another place must hold the same one.
      if (full !== found[column] && !this.#holds(found, row)) {
        const expected = String(found[column]);
        throw new AppError('answers-table-disagrees', {
          ...{ line, column, found: String(said), expected }
        });
      }
    }
    return found;
  }

  #holds({ id }: TablePrompt, row: NumberedRow['row']): boolean {
    return this.#placesOf(row).some((place) => this.#byPlace.get(place)?.id === id);
  }

  #byName({ line, row }: NumberedRow): TablePrompt {
    const { cue, question } = row;
    for (const column of ['cue', 'question'] as const) {
      if (row[column] === undefined) throw new AppError('answers-table-unnamed', { line, column });
    }
    for (const place of this.#placesOf(row)) {
      const found = this.#byPlace.get(place);
      if (found) return found;
    }
    const names = { ...row, cue: this.#fullCue(cue ?? '') };
    for (const column of ['template', 'cue', 'question'] as const) {
      const said = names[column];
      if (said !== undefined && !this.#known[column].has(said)) {
        throw new AppError('answers-table-unknown', { line, column, found: said });
      }
    }
    if (row.template === undefined && this.#known.template.size > 1) {
      const known = [...this.#known.template].join(', ');
      throw new AppError('answers-table-template', { line, known });
    }
    throw new AppError('answers-table-place', {
      ...{ line, cue: cue ?? '', question: question ?? '', order: String(row.order ?? '–') }
    });
  }

  #placesOf({ cue = '', question = '', order, template }: NumberedRow['row']): string[] {
    const { size } = this.#known.template;
    const [only = null] = size === 1 ? this.#known.template : [];
    const of = { cue: this.#fullCue(cue), question, order: order ?? null };
    // Baselines and the gate follow no template, whatever the row's other columns repeat.
    return [
      { ...of, template: template ?? only },
      { ...of, template: null }
    ].map(placeName);
  }
}
