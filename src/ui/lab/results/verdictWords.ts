import type { LabVerdict, MeanMove } from '../../../core/study/sentences/labVerdict.ts';
import type { ReachCount } from '../../../core/study/sentences/movement.ts';
import { points, whole } from '../../format.ts';
import { t } from '../../i18n.ts';
import { inList } from '../../inList.ts';
import { pictureLetter } from './letters.ts';

/** The heading above a run's answers. */
export function verdictWords(verdict: LabVerdict, country: string): string {
  switch (verdict.what) {
    case 'waiting':
      return t('lab.results.waiting');
    case 'noFrame':
      return t('results.verdict.noFrame');
    case 'noBlanks':
      return t('results.verdict.noBlanks', { count: verdict.pictures });
    case 'counted':
      return countedWords(verdict, verdict.soFar);
    case 'several':
      return severalWords(verdict.each, verdict.soFar);
    case 'name': {
      const { soFar, of, mean, known } = verdict;
      const numbers = { country, count: known, points: points(mean) };
      return t(`results.verdict.name.${soFar ? 'soFar' : 'all'}.${of}`, numbers);
    }
    case 'words':
      return wordsWords(verdict.each, verdict.soFar);
  }
}

function countedWords({ beyond, known }: ReachCount, soFar: boolean): string {
  const when = soFar ? 'soFar' : 'done';
  if (beyond === 0) return t(`results.verdict.${when}.none`, { count: known });
  if (beyond === known && !soFar) return t('results.verdict.done.all', { count: known });
  return t(`results.verdict.${when}.some`, { count: beyond, known: whole(known) });
}

function severalWords(each: readonly ReachCount[], soFar: boolean): string {
  const known = each.map(({ known: of }) => of);
  const [of = 0] = known;
  if (!soFar && each.every(({ beyond }) => beyond === 0) && new Set(known).size === 1) {
    return t('results.verdict.several.none', { pictures: each.length, count: of });
  }
  let before: number | null = null;
  const parts = each.flatMap((count, place) => {
    if (count.known === 0) return [];
    const numbers = { letter: pictureLetter(place), beyond: count.beyond, count: count.known };
    const kind = before === null ? 'first' : before === count.known ? 'same' : 'other';
    before = count.known;
    return t(`results.verdict.several.${kind}`, numbers);
  });
  const list = inList(parts);
  return t(`results.verdict.several.${soFar ? 'soFar' : 'done'}`, { list });
}

function wordsWords(each: readonly (MeanMove | null)[], soFar: boolean): string {
  const when = soFar ? 'soFar' : 'all';
  const [only] = each;
  if (each.length === 1 && only) {
    const { known: count, mean, of } = only;
    return t(`results.verdict.words.${when}.${of}`, { count, points: points(mean) });
  }
  const parts = each.flatMap((moved, place) =>
    moved
      ? [
          t('results.verdict.words.one', {
            letter: pictureLetter(place),
            points: points(moved.mean)
          })
        ]
      : []
  );
  const of = each.find((moved) => moved !== null)?.of ?? 'scale';
  return t(`results.verdict.words.several.${when}.${of}`, { list: inList(parts) });
}
