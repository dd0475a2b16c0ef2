import type { Question } from '../../core/survey/types.ts';
import { readCsv } from '../../formats/csv.ts';
import { IssueList } from './issues.ts';
import { isRecord, parseJson } from './json.ts';
import type { Delimiter } from '../../formats/csv.ts';
import type { Issue } from './types.ts';
import type { Wording } from './wordingFile.ts';

export interface WordingsDraft {
  name: string | null;
  wordings: Wording[];
  /** Questions of the file that cannot be used. */
  faulty: number;
  issues: Issue[];
}

interface RawWording {
  line: number | null;
  id: string;
  text: string;
  options: string[];
  leadIn: string;
  continuations: string[];
}

const LIST = '|';

/**
 * Reads wordings by survey id from CSV (`id, text, options, leadIn, continuations`; lists are cut
 * at `|`) or JSON (a list of such records, or this app's export), checked against the questions.
 */
export function readWordings(
  content: string,
  source: { file: string; delimiter: Delimiter; json: boolean },
  questions: readonly Question[]
): WordingsDraft {
  const issues = new IssueList();
  const { name, raw } = source.json
    ? fromJson(content, source.file)
    : fromCsv(content, source, issues);
  const byId = new Map(questions.map((question) => [question.id.toUpperCase(), question]));
  const wordings = new Map<string, Wording>();
  let faulty = 0;
  for (const each of raw) {
    const question = byId.get(each.id.toUpperCase());
    const good = question ? check(each, question, issues) : null;
    if (!question) issues.error('unknown-question', each.line, 'id', { label: each.id });
    if (question && wordings.has(question.id)) {
      issues.error('duplicate-row', each.line, 'id', {
        country: '',
        question: each.id,
        option: ''
      });
      faulty += 1;
    } else if (question && good) wordings.set(question.id, { ...good, id: question.id });
    else faulty += 1;
  }
  return { name, wordings: [...wordings.values()], faulty, issues: issues.issues };
}

function fromJson(content: string, file: string): { name: string | null; raw: RawWording[] } {
  const data = parseJson(content, file);
  const list = [data['wordings'], data['records'], data['questions']].find(Array.isArray) ?? [];
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(text) : []);
  const raw = list.filter(isRecord).map((record) => ({
    line: null,
    id: text(record['id']),
    text: text(record['text']),
    options: texts(record['options']),
    leadIn: text(record['leadIn']),
    continuations: texts(record['continuations'])
  }));
  return { name: text(data['name']) || null, raw };
}

function fromCsv(
  content: string,
  { delimiter }: { delimiter: Delimiter },
  issues: IssueList
): { name: null; raw: RawWording[] } {
  const [header, ...rows] = readCsv(content.replace(/^\uFEFF/, ''), delimiter);
  const names = (header?.cells ?? []).map((cell) =>
    cell.trim().toLowerCase().replaceAll(/[ _-]/g, '')
  );
  const raw = rows.flatMap(({ cells, line }): RawWording[] => {
    if (cells.length !== names.length) {
      const code = cells.length < names.length ? 'too-few-cells' : 'too-many-cells';
      issues.error(code, line, null, { found: cells.length, expected: names.length });
      return [];
    }
    const cell = (...known: string[]) =>
      (cells[names.findIndex((name) => known.includes(name))] ?? '').trim();
    const list = (text: string) => (text === '' ? [] : text.split(LIST).map((part) => part.trim()));
    return [
      {
        line,
        id: cell('id', 'questionid'),
        text: cell('text', 'question', 'wording'),
        options: list(cell('options')),
        leadIn: cell('leadin'),
        continuations: list(cell('continuations'))
      }
    ];
  });
  return { name: null, raw };
}

function check(raw: RawWording, question: Question, issues: IssueList): Wording | null {
  const { line, id, text, options, leadIn } = raw;
  const tell = (code: Issue['code'], column: string, params: Issue['params'] = {}) => {
    issues.error(code, line, column, { question: id, ...params });
    return null;
  };
  if (text === '') return tell('empty-cell', 'text');
  const expected = question.codes.length;
  if (options.length !== expected || options.includes('')) {
    return tell('wrong-option-count', 'options', { found: options.length, expected });
  }
  const twice = options.find((option, k) => options.indexOf(option) !== k);
  if (twice !== undefined) return tell('duplicate-option', 'options', { option: twice });
  const continuations = raw.continuations.map((words) => ` ${words}`);
  if (leadIn === '' && continuations.length === 0)
    return { id, text, options, leadIn, continuations };
  if (leadIn === '') return tell('lead-in-missing', 'leadIn');
  if (continuations.length === 0) {
    issues.note('lead-in-missing', line, 'continuations', { question: id });
    return { id, text, options, leadIn: '', continuations };
  }
  if (continuations.length !== expected || continuations.includes(' ')) {
    return tell('continuation-count', 'continuations', { found: continuations.length, expected });
  }
  const prefix = continuations.find((a, k) =>
    continuations.some((b, other) => other !== k && b.startsWith(a))
  );
  if (prefix !== undefined) {
    return tell('continuation-prefix', 'continuations', { option: prefix.trim() });
  }
  return { id, text, options, leadIn, continuations };
}
