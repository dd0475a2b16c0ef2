import { AppError } from '../../../core/errors.ts';
import { detectDelimiter, readCsv } from '../../../formats/csv.ts';
import type { FolderFile } from '../../../engine/files/folderFile.ts';
import type { FolderProblem } from '../studyApi.ts';

/** What a line of `pictures.csv`, or a file's place in the folder, says about a picture. */
export interface PictureLine {
  /** Null where the folders' names say it. */
  line: number | null;
  file: FolderFile;
  country: string;
  category: string;
  income: string;
  licence: string;
  source: string;
  caption: string;
}

export const TABLE = 'pictures.csv';

const COLUMNS = ['file', 'country', 'category', 'income', 'licence', 'source', 'caption'] as const;
type Column = (typeof COLUMNS)[number];

/** Headings that people write instead; plain, small, without what stands in brackets. */
const OTHER_HEADINGS = new Map<string, Column>(
  Object.entries({
    filename: 'file',
    picture: 'file',
    image: 'file',
    'income usd a month': 'income',
    'income usd per month': 'income',
    'income in usd a month': 'income',
    'monthly income': 'income',
    'income usd': 'income',
    license: 'licence',
    description: 'caption'
  } as const)
);

/** The rows of `pictures.csv`; every problem names its line. */
export function rowsOfTable(
  text: string,
  folder: string,
  files: ReadonlyMap<string, FolderFile>
): { rows: PictureLine[]; problems: FolderProblem[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const [head, ...body] = readCsv(plain, detectDelimiter(plain));
  const columns = (head?.cells ?? []).map(columnOf);
  const missing = (['file', 'country'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const error = new AppError('study-folder-columns', { missing: missing.join(', ') });
    return { rows: [], problems: [{ line: 1, error }] };
  }
  const rows: PictureLine[] = [];
  const problems: FolderProblem[] = [];
  const listed = new Set<string>();
  for (const { cells, line } of body) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const cell = (column: Column) => (cells[columns.indexOf(column)] ?? '').trim();
    const name = cell('file');
    const path = pathOf(folder, name);
    const file = files.get(path);
    const problem = (code: string) =>
      problems.push({ line, error: new AppError(code, { line, file: name }) });
    if (!file) problem('study-line-file-missing');
    else if (listed.has(path)) problem('study-line-listed-twice');
    else {
      listed.add(path);
      rows.push({
        line,
        file,
        country: cell('country'),
        category: cell('category'),
        income: cell('income'),
        licence: cell('licence'),
        source: cell('source'),
        caption: cell('caption')
      });
    }
  }
  return { rows, problems };
}

/**
 * Without a table: the first folder on the way to a file that is named like a country, and the one
 * in it for the category. Where none is, the one below the folder that was dropped should have been.
 */
export function rowsOfFolders(
  files: readonly FolderFile[],
  isCountry: (name: string) => boolean
): PictureLine[] {
  return files.map((file) => {
    const folders = file.path.split('/').slice(0, -1);
    const found = folders.findIndex(isCountry);
    const at = found >= 0 ? found : Math.min(1, folders.length - 1);
    const [country = '', category = ''] = folders.slice(Math.max(0, at));
    const said = { income: '', licence: '', source: '', caption: '' };
    return { line: null, file, country, category, ...said };
  });
}

function columnOf(heading: string): Column | null {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[(),_-]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return COLUMNS.find((column) => column === plain) ?? OTHER_HEADINGS.get(plain) ?? null;
}

/** Paths are written with either slash, from the table's own folder on. */
function pathOf(folder: string, name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^\.\//, '');
  return folder === '' ? path : `${folder}/${path}`;
}
