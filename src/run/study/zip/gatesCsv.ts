import type { GateScores } from '../../../store/studies/api.ts';
import type { GateList } from '../gate.ts';
import type { ZipFault } from './faults.ts';

/** One row per country name and picture; an empty picture is the names without any. */
export const GATE_COLUMNS = ['model', 'picture', 'country', 'logprob', 'tokens', 'name'] as const;

/** Scores by model, names in the order of the list. Throws a fault that names the line. */
export function gatesFrom(
  rows: readonly { cells: readonly string[]; line: number }[],
  list: GateList,
  broken: ZipFault
): Map<string, Pick<GateScores, 'picture' | 'sums' | 'tokens'>[]> {
  const [head, ...body] = rows;
  if (head?.cells.join() !== GATE_COLUMNS.join()) throw broken('line 1');
  const found = new Map<string, Pick<GateScores, 'picture' | 'sums' | 'tokens'>[]>();
  for (let at = 0; at < body.length; at += list.length) {
    const own = body.slice(at, at + list.length);
    const line = own[0]?.line ?? 0;
    const [model = '', picture = ''] = own[0]?.cells ?? [];
    const fits =
      own.length === list.length &&
      /^(|[0-9a-f]{64})$/.test(picture) &&
      own.every(
        ({ cells }, k) => cells[0] === model && cells[1] === picture && cells[2] === list[k]?.code
      );
    const sums = own.map(({ cells }) => Number(cells[3] || NaN));
    const tokens = own.map(({ cells }) => Number(cells[4] || NaN));
    if (!fits || !sums.every((sum) => sum <= 0) || !tokens.every((n) => n > 0)) {
      throw broken(`line ${line}`);
    }
    found.set(model, [...(found.get(model) ?? []), { picture, sums, tokens }]);
  }
  return found;
}
