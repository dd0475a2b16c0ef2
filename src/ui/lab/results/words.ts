import type { CellEvidence } from '../../../core/inference/evidence.ts';
import type { PairedMean } from '../../../core/inference/types.ts';
import type { Zero } from '../../../core/study/sentences/movement.ts';
import { baselineSentence, differenceSentence } from '../../../core/study/sentences/similarity.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import { pValue, score } from '../../format.ts';
import { t } from '../../i18n.ts';
import { inList } from '../../inList.ts';
import { isAnswer, type CueView } from './views.ts';

/** What one answer is measured from, in words. */
export function zeroWords(from: Zero, country: string): string {
  return t(`results.from.${from}`, { country });
}

/** The difference between two cues' similarity; p is adjusted for all pictures compared. */
export function differenceWords(
  tested: PairedMean,
  evidence: CellEvidence,
  names: { picture: string; country: string }
): string {
  const { adjusted, detectable } = evidence;
  return t(`results.difference.${differenceSentence(tested, evidence)}`, {
    ...names,
    count: tested.n,
    by: score(Math.abs(tested.mean)),
    p: adjusted === null ? '' : pWords(adjusted),
    detectable: detectable === null ? '' : score(detectable)
  });
}

/** "p = 0.11" or "p < 0.001", never broken over two lines. */
function pWords(p: number): string {
  const value = pValue(p);
  return value.startsWith('<')
    ? `p\u00a0${value.replace(' ', '\u00a0')}`
    : `p\u00a0=\u00a0${value}`;
}

/** How the similarities of the answers that are no control's stand against the baselines. */
export function baselineWords(
  { cues: found, uniform, otherCountries, n }: Summary,
  cues: readonly CueView[],
  country: string
): string {
  const answers = isAnswer(cues);
  const told = cues.flatMap((view, index) => {
    const own = found[index];
    return own && answers(view) ? [{ name: view.name, ...own }] : [];
  });
  const { even, above, others } = baselineSentence(told, uniform, otherCountries);
  const list = inList(above.flatMap((cue) => told[cue]?.name ?? []));
  const first = t(`results.baseline.${even}`, { country, list, count: n });
  return others ? `${first} ${t(`results.baseline.${others}`, { country })}` : first;
}

/** The rows of a chart for those who do not see it. */
export function rowsInWords(rows: readonly { label: string; value: string }[]): string {
  return rows.map((row) => `${row.label} ${row.value}`).join('; ');
}
