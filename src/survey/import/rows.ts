import { AppError } from '../../core/errors.ts';
import { streamText, type Streaming } from './bytes.ts';
import { CsvReader } from '../../formats/csv.ts';
import type { IssueList } from './issues.ts';
import type { Delimiter } from '../../formats/csv.ts';
import type { Encoding } from './types.ts';

interface Source {
  file: Blob;
  encoding: Encoding;
  delimiter: Delimiter;
}

export interface RowReader {
  onHeader(cells: string[]): void;
  /** Only rows as wide as the header come here. */
  onRow(cells: string[], line: number): void;
}

/**
 * Streams a table's rows. Rows that are narrower or wider than the header are told as errors: a
 * wrong delimiter or an unquoted decimal comma shows there first. Throws `import-empty`.
 */
export async function readRows(
  { file, encoding, delimiter }: Source,
  reader: RowReader,
  issues: IssueList,
  streaming: Streaming
): Promise<void> {
  let width = 0;
  let rows = 0;
  const csv = new CsvReader(delimiter, (cells, line) => {
    if (width === 0) {
      width = cells.length;
      reader.onHeader(cells.map((cell) => cell.trim()));
      return;
    }
    if (cells.length === width) {
      rows += 1;
      reader.onRow(cells, line);
    } else if (cells.length > 1 || cells[0]?.trim()) {
      const code = cells.length < width ? 'too-few-cells' : 'too-many-cells';
      issues.error(code, line, null, { found: cells.length, expected: width });
    }
  });
  await streamText(
    file,
    encoding,
    (text) => {
      if (text.includes('\uFFFD')) issues.once('not-utf8', null, null);
      csv.push(text);
    },
    streaming
  );
  csv.end();
  if (rows === 0 && issues.issues.every(({ severity }) => severity === 'note')) {
    throw new AppError('import-empty');
  }
}
