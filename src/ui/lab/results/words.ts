import type { Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../run/stats/stats.ts';
import { pValue, points, score } from '../../charts/format.ts';
import { t } from '../../i18n.ts';
import type { Reference, Shift } from './shift.ts';

/** Who moved the answer: a picture, or (in a run without pictures) the country's name. */
export type Mover = 'picture' | 'name';

/** What a cue did to one answer, in a sentence. */
export function shiftSentence(
  question: Question,
  shift: Shift,
  mover: Mover,
  reference: Reference,
  country: string
): string {
  const view = mover === 'picture' && reference === 'country' ? 'pictureFromName' : mover;
  if (shift.towards === null) return t(`results.shift.${view}.none`, { country });
  const option = question.options[shift.towards] ?? '';
  return t(`results.shift.${view}.${shift.alongScale ? 'scale' : 'share'}`, {
    country,
    option,
    points: points(shift.alongScale ? (shift.signed ?? 0) : shift.moved)
  });
}

/** Whether that move went towards the country's people. */
export function surveySentence(shift: Shift, country: string, asked: boolean): string {
  if (!asked) return t('results.survey.notAsked', { country });
  if (shift.toSurvey === null) return t('results.survey.noOrder');
  if (shift.towards === null) return '';
  return t(`results.survey.${shift.toSurvey}`, { country });
}

/** The difference between two cues' similarity, as far as chance lets one speak of it. */
export function differenceSentence(
  { mean, interval, n, p }: Summary['differences'][number],
  names: { picture: string; country: string }
): string {
  if (interval === null || p === null) return t('results.difference.one', { ...names });
  const params = { ...names, count: n, by: score(Math.abs(mean)), p: pWords(p) };
  if (interval[0] <= 0 && interval[1] >= 0) return t('results.difference.chance', params);
  return t(mean > 0 ? 'results.difference.picture' : 'results.difference.name', params);
}

/** "p = 0.11" or "p < 0.001", never broken over two lines. */
function pWords(p: number): string {
  const value = pValue(p);
  return value.startsWith('<')
    ? `p\u00a0${value.replace(' ', '\u00a0')}`
    : `p\u00a0=\u00a0${value}`;
}

/** How the similarities stand against the baselines, without which they mean nothing. */
export function baselineSentence(
  summary: Summary,
  cueNames: readonly string[],
  country: string
): string {
  const better = cueNames.filter(
    (_, cue) => (summary.cues[cue]?.similarity.mean ?? 0) > summary.uniform.mean
  );
  const best = Math.max(...summary.cues.map((cue) => cue.similarity.mean));
  const others = summary.otherCountries?.mean ?? null;
  const list = better.join(', ');
  const first =
    better.length === 0
      ? t('results.baseline.noneAboveEven', { country })
      : better.length === cueNames.length
        ? t('results.baseline.allAboveEven', { country })
        : t('results.baseline.someAboveEven', { country, list });
  if (others === null) return first;
  const second =
    others > best
      ? t('results.baseline.othersNearer', { country })
      : t('results.baseline.beatsOthers', { country });
  return `${first} ${second}`;
}
