import type { CellEvidence } from '../../../core/inference/evidence.ts';
import type { PairedMean } from '../../../core/inference/types.ts';
import { isMain } from '../../../core/prompts/cueKinds.ts';
import {
  movementSentence,
  nearerSentence,
  reachSentence,
  type Mover,
  type Zero
} from '../../../core/study/sentences/movement.ts';
import { baselineSentence, differenceSentence } from '../../../core/study/sentences/similarity.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import { pValue, points, score } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { AnswerMovement } from './movements.ts';
import type { CueView } from './views.ts';

/** What one answer is measured from, in words. */
export function zeroWords(from: Zero, country: string): string {
  return t(`results.from.${from}`, { country });
}

/** What a cue did to one answer, and whether a blank picture does as much. */
export function movementWords(
  { options }: Pick<Question, 'options'>,
  { movement, from }: Pick<AnswerMovement, 'movement' | 'from'>,
  mover: Mover,
  country: string
): string {
  const said = movementSentence(movement);
  const names = { country, from: zeroWords(from, country) };
  const moved =
    said.what === 'none'
      ? t(`results.shift.${mover}.none`, names)
      : t(`results.shift.${mover}.${said.what}`, {
          ...names,
          option: options[said.option] ?? '',
          points: points(said.by)
        });
  const reached = reachSentence(movement);
  if (!reached) return moved;
  const reach = t(`results.reach.${reached.verdict}.${reached.of}`, {
    points: points(reached.size),
    // "Up to" holds for what is rounded up; "up to 0" would not.
    reach: points(Math.max(reached.reach, 0.001))
  });
  return `${moved} ${reach}`;
}

/** Whether that move went towards the country's people. */
export function nearerWords(
  { movement, from }: Pick<AnswerMovement, 'movement' | 'from'>,
  country: string,
  asked: boolean
): string {
  const said = nearerSentence(movement, asked);
  return said === null
    ? ''
    : t(`results.survey.${said}`, { country, from: zeroWords(from, country) });
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
  const told = cues.flatMap(({ cue, name }, index) => {
    const own = found[index];
    return own && isMain(cue.kind) ? [{ name, ...own }] : [];
  });
  const { even, above, others } = baselineSentence(told, uniform, otherCountries);
  const list = above.map((cue) => told[cue]?.name).join(', ');
  const first = t(`results.baseline.${even}`, { country, list, count: n });
  return others ? `${first} ${t(`results.baseline.${others}`, { country })}` : first;
}
