import type { Tested } from '../../../core/inference/estimates.ts';
import type { Movement } from '../../../core/measures/movement.ts';
import {
  movementSentence,
  nearerSentence,
  type Mover,
  type Reference
} from '../../../core/study/sentences/movement.ts';
import { baselineSentence, differenceSentence } from '../../../core/study/sentences/similarity.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import { pValue, points, score } from '../../format.ts';
import { t } from '../../i18n.ts';

/** What a cue did to one answer. */
export function movementWords(
  question: Question,
  movement: Movement,
  by: Mover,
  reference: Reference,
  country: string
): string {
  const said = movementSentence(movement, by, reference);
  if (said.what === 'none') return t(`results.shift.${said.mover}.none`, { country });
  const option = question.options[said.option] ?? '';
  return t(`results.shift.${said.mover}.${said.what}`, {
    country,
    option,
    points: points(said.by)
  });
}

/** Whether that move went towards the country's people. */
export function nearerWords(movement: Movement, country: string, asked: boolean): string {
  const said = nearerSentence(movement, asked);
  return said === null ? '' : t(`results.survey.${said}`, { country });
}

/** The difference between two cues' similarity. */
export function differenceWords(
  tested: Tested,
  names: { picture: string; country: string }
): string {
  const { mean, n, p } = tested;
  return t(`results.difference.${differenceSentence(tested)}`, {
    ...names,
    count: n,
    by: score(Math.abs(mean)),
    p: p === null ? '' : pWords(p)
  });
}

/** "p = 0.11" or "p < 0.001", never broken over two lines. */
function pWords(p: number): string {
  const value = pValue(p);
  return value.startsWith('<')
    ? `p\u00a0${value.replace(' ', '\u00a0')}`
    : `p\u00a0=\u00a0${value}`;
}

/** How the similarities stand against the baselines. */
export function baselineWords(
  { cues, uniform, otherCountries }: Summary,
  cueNames: readonly string[],
  country: string
): string {
  const { even, above, others } = baselineSentence(cues, uniform, otherCountries);
  const list = above.map((cue) => cueNames[cue]).join(', ');
  const first = t(`results.baseline.${even}`, { country, list });
  return others ? `${first} ${t(`results.baseline.${others}`, { country })}` : first;
}
