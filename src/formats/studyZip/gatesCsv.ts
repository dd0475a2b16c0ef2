import { csvCell, plainText } from '../csvCell.ts';
import type { Fault } from '../../core/schema.ts';
import { gateMethodOf } from '../../core/study/gateMethod.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { FreeGateRow, GateRow, GateScores } from '../../store/studies/studyStoreApi.ts';
import type { CsvRow } from '../csv.ts';
import type { GateList } from '../../core/prompts/gatePrompt.ts';
import { logprobIn, tokensIn } from './cellNumbers.ts';

/** By the study's method: one row per country name and picture, or one per picture's free answer. */
const COLUMNS = {
  /** An empty picture is the names without any. */
  exact: ['model', 'picture', 'country', 'logprob', 'tokens', 'name'],
  /** `cut`: 1 where the answer was cut off. */
  free: ['model', 'picture', 'cut', 'answer']
} as const;

type Scores = Pick<GateScores, 'picture' | 'sums' | 'tokens'>;
type Answer = Pick<FreeGateRow, 'picture' | 'text' | 'cut'>;

/** `gates.csv`: what each model made of the pictures. */
export function gatesText(
  { gate }: Pick<Study, 'gate'>,
  models: readonly { model: string; rows: readonly GateRow[] }[],
  list: GateList
): string {
  const lines: (readonly (string | number | null)[])[] = [COLUMNS[gateMethodOf(gate)]];
  for (const { model, rows } of models) {
    for (const row of rows) {
      if ('text' in row) lines.push([model, row.picture, row.cut ? 1 : 0, row.text]);
      else {
        list.forEach(({ code, name }, k) =>
          lines.push([model, row.picture, code, row.sums[k] ?? null, row.tokens[k] ?? null, name])
        );
      }
    }
  }
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * Rows of `gates.csv` by model, read by the study's method; names are in the order of the list.
 * Throws a fault that names the line.
 */
export function gatesFrom(
  rows: readonly CsvRow[],
  { gate }: Pick<Study, 'gate'>,
  list: GateList,
  broken: Fault
): Map<string, (Scores | Answer)[]> {
  const method = gateMethodOf(gate);
  const [head, ...body] = rows;
  if (head?.cells.join() !== COLUMNS[method].join()) throw broken('line 1');
  const found = new Map<string, (Scores | Answer)[]>();
  const places = new Set<string>();
  const size = method === 'free' ? 1 : list.length;
  for (let at = 0; at < body.length; at += size) {
    const own = body.slice(at, at + size);
    const read = method === 'free' ? answerFrom(own[0]) : scoresFrom(own, list);
    if (!read) throw broken(`line ${own[0]?.line ?? 0}`);
    const model = own[0]?.cells[0] ?? '';
    const place = JSON.stringify([model, read.picture]);
    if (places.has(place)) throw broken(`line ${own[0]?.line ?? 0}`);
    places.add(place);
    const before = found.get(model) ?? [];
    found.set(model, before);
    before.push(read);
  }
  return found;
}

/** Null where a row is not as it was written. */
function answerFrom(row: CsvRow | undefined): Answer | null {
  const [, picture = '', cut = '', text] = row?.cells ?? [];
  const fits =
    row?.cells.length === COLUMNS.free.length &&
    /^[0-9a-f]{64}$/.test(picture) &&
    /^[01]$/.test(cut) &&
    text !== undefined &&
    text.length <= LONGEST_ANSWER;
  return fits ? { picture, cut: cut === '1', text: plainText(text) } : null;
}

/** No model writes as much in the tokens that it has. */
const LONGEST_ANSWER = 20_000;

function scoresFrom(own: readonly CsvRow[], list: GateList): Scores | null {
  const [model = '', picture = ''] = own[0]?.cells ?? [];
  const fits =
    own.length === list.length &&
    /^(|[0-9a-f]{64})$/.test(picture) &&
    own.every(
      ({ cells }, k) => cells[0] === model && cells[1] === picture && cells[2] === list[k]?.code
    );
  const sums = own.map(({ cells }) => logprobIn(cells[3]));
  const tokens = own.map(({ cells }) => tokensIn(cells[4]));
  if (!fits || [...sums, ...tokens].some(Number.isNaN)) return null;
  return { picture, sums, tokens };
}
