import { AppError } from '../../core/errors.ts';
import { encodingOf } from './bytes.ts';
import { detectDelimiter, LONGEST_RECORD, readCsv, type Delimiter } from '../../formats/csv.ts';
import { IssueList } from './issues.ts';
import type { FileKind, Inspection, ReadSettings, TableKind } from './types.ts';

/** A wide header and a few rows; microdata headers take some kilobytes. */
const START_BYTES = 256 * 1024;
const SAMPLE_ROWS = 8;
/** More are neither sent to the page nor shown there. */
const SAMPLE_COLUMNS = 50;
const LONGEST_CELL = 200;

/**
 * Looks at the beginning of a file. Throws `import-empty`, `import-spreadsheet` or
 * `import-not-text` (with the file's name) for what is no table at all, and as `CsvReader` does.
 */
export async function inspectFile(file: File, delimiter?: Delimiter): Promise<Inspection> {
  const start = await startOf(file);
  if (start.length === 0) throw new AppError('import-empty');
  refuseBinary(file.name, start);
  const { encoding, marked } = encodingOf(start);
  const issues = new IssueList();
  if (encoding !== 'utf-8') issues.note('utf16', null, null);
  else if (marked) issues.note('bom', null, null);
  // The last letter of the piece may be cut in two.
  const text = new TextDecoder(encoding).decode(start, { stream: true });
  if (/^\s*[[{]/.test(text)) {
    const kind = text.includes('valueshift-survey') ? 'survey-json' : 'wording-json';
    return { kind, encoding, delimiter: ',', header: [], sample: [], notes: issues.issues };
  }
  const used = delimiter ?? detectDelimiter(text);
  const whole = file.size <= start.length || !text.includes('\n');
  const rows = readStart(whole ? text : text.slice(0, text.lastIndexOf('\n') + 1), used);
  const header = (rows[0]?.cells ?? []).map((cell) => shown(cell.trim()));
  const sample = rows
    .slice(1, SAMPLE_ROWS + 1)
    .map(({ cells, line }) => ({ cells: cells.slice(0, SAMPLE_COLUMNS).map(shown), line }));
  return { kind: kindOf(header), encoding, delimiter: used, header, sample, notes: issues.issues };
}

/** The first bytes, or as many as it takes to the end of the first line. */
async function startOf(file: File): Promise<Uint8Array> {
  const read = async (bytes: number) => new Uint8Array(await file.slice(0, bytes).arrayBuffer());
  const start = await read(START_BYTES);
  // In UTF-16 one of the two bytes of a line's end.
  return start.includes(10) ? start : read(LONGEST_RECORD + 1);
}

const shown = (cell: string) =>
  cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell;

function readStart(text: string, delimiter: Delimiter) {
  try {
    return readCsv(text, delimiter);
  } catch (fault) {
    // A quoted cell may just be longer than the piece; the full reading tells.
    if (AppError.from(fault).code !== 'import-unclosed-quote') throw fault;
    return [{ cells: (text.split('\n')[0] ?? '').split(delimiter), line: 1 }];
  }
}

function refuseBinary(file: string, start: Uint8Array): void {
  const zip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 3;
  const ole = start[0] === 0xd0 && start[1] === 0xcf;
  const sav = String.fromCharCode(...start.slice(0, 4)) === '$FL2';
  const stata = String.fromCharCode(...start.slice(0, 11)) === '<stata_dta>';
  if (zip || ole || sav || stata) throw new AppError('import-spreadsheet', { file });
  const { encoding } = encodingOf(start);
  const control = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  if (encoding === 'utf-8' && control > start.length / 50) {
    throw new AppError('import-not-text', { file });
  }
}

const has = (header: readonly string[], name: RegExp) =>
  header.findIndex((column) => name.test(column));

const COUNTRY = [
  /^B_COUNTRY_ALPHA$/i,
  /^COUNTRY_ALPHA$/i,
  /^cntry_AN$/i,
  /^B_COUNTRY$/i,
  /^cntry$/i,
  /^S003$/i,
  /^C_COW_ALPHA$/i,
  /^(country|land|pays|pa[ií]s|nation)(_?(code|name|iso\w*))?$/i,
  /^iso_?(3166)?_?(alpha)?_?[23]?$/i,
  /country/i
];
const WEIGHT = [/^W_WEIGHT$/i, /^gwght$/i, /^S017$/i, /^pwght$/i, /^weight$/i, /weight|wght/i];
const firstOf = (header: readonly string[], names: readonly RegExp[]): number => {
  for (const name of names) {
    const place = has(header, name);
    if (place >= 0) return place;
  }
  return -1;
};

function kindOf(header: readonly string[]): FileKind | null {
  if (has(header, /^selections$/i) >= 0 && has(header, /^options$/i) >= 0) return 'goqa';
  if (has(header, /^options$/i) >= 0 && has(header, /^(id|question|text)$/i) >= 0) return 'wording';
  const questions = header.filter((name) => /^(Q\d+|[A-H]\d{3}(_\w+)?)$/i.test(name)).length;
  if (questions >= 2 && firstOf(header, COUNTRY) >= 0) return 'microdata';
  const parts = [
    /country|land|pays|pa[ií]s/i,
    /question|item|variable|^q$/i,
    /option|answer|code/i
  ];
  if (parts.every((part) => has(header, part) >= 0)) return 'long';
  return header.length === 4 ? 'long' : null;
}

/** Settings to start from; a column that no name gives away is the one in its usual place. */
export function proposeSettings(inspection: Inspection, kind: TableKind): ReadSettings {
  const { header, encoding, delimiter } = inspection;
  const find = (name: RegExp, otherwise: number) => {
    const place = has(header, name);
    return place >= 0 ? place : Math.min(otherwise, header.length - 1);
  };
  const base = { encoding, delimiter };
  const country = Math.max(0, firstOf(header, COUNTRY));
  if (kind === 'microdata') {
    const weight = firstOf(header, WEIGHT);
    return { ...base, kind, country, weight: weight < 0 ? null : weight };
  }
  if (kind === 'goqa') {
    const source = has(header, /^source$/i);
    return {
      ...base,
      kind,
      question: find(/^question$/i, 0),
      selections: find(/^selections$/i, 1),
      options: find(/^options$/i, 2),
      source: source < 0 ? null : source,
      correct: true
    };
  }
  // In this order: `country_code` is the country before it could be the option.
  const taken = new Set([country]);
  const take = (name: RegExp) => {
    const named = header.findIndex((column, at) => !taken.has(at) && name.test(column));
    const place = named >= 0 ? named : header.findIndex((_, at) => !taken.has(at));
    taken.add(place);
    return Math.max(0, place);
  };
  const question = take(/question|item|variable|^q$/i);
  const value = take(/share|value|percent|prop|^p$|\bn\b|counts?\b|number|freq/i);
  return {
    ...base,
    kind,
    country,
    question,
    option: take(/option|answer|code$/i),
    value,
    unit: 'auto',
    weighted: has(header, /weighted/i) >= 0
  };
}
