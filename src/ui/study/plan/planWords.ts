import type { DatedDeviation } from '../../../core/study/plan/sinceFrozen.ts';
import type { Headline } from '../../../core/study/plan/planTypes.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { currentLocale, t } from '../../i18n.ts';
import { inRow } from '../../inList.ts';

/** A day as people write it. */
export function dayOf(date: string): string {
  return new Date(date).toLocaleDateString(currentLocale(), { dateStyle: 'medium' });
}

/** The headline test as a sentence. */
export function headlineWords({ test, cue, control }: Headline): string {
  return test === 'similarity' || control === null
    ? t('study.plan.headline.similarity')
    : t(`study.plan.headline.pointing.${cue}`, { control: t(`study.plan.controls.${control}`) });
}

/** Names in a deviation's list; more are counted. */
const MOST = 5;

/** One deviation: what, what was planned, what is now, and since when if that is known. */
export function deviationWords(
  { what, planned, now, since }: DatedDeviation,
  study: Pick<Study, 'pictures'>,
  nameOf: (code: string) => string
): string {
  const name = (value: string) => {
    if (what === 'countries' || what === 'alsoNamed') return nameOf(value);
    if (what !== 'pictures') return value;
    return study.pictures.find(({ id }) => id === value)?.name ?? value.slice(0, 8);
  };
  const listed = (values: readonly string[]) => {
    if (values.length === 0) return t('study.plan.nothing');
    const names = inRow(values.slice(0, MOST).map(name));
    const more = values.length - MOST;
    return more > 0 ? t('study.plan.more', { names, count: more }) : names;
  };
  const words = t('study.plan.deviation', {
    what: t(`study.plan.what.${what}`),
    planned: listed(planned),
    now: listed(now)
  });
  return since ? t('study.plan.since', { words, day: dayOf(since) }) : words;
}
