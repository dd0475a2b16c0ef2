import type { Condition } from '../../../core/study/studyTypes.ts';
import type { CountryResult } from '../../../core/study/studyResults.ts';
import type { StudyCaption } from '../../../core/study/tables/studyTable.ts';
import type { CellEvidence } from '../../../core/inference/evidence.ts';
import type { Estimate } from '../../../core/inference/types.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import { pValue, tickNumber, whole } from '../../format.ts';
import { t } from '../../i18n.ts';
import { inList, inRow } from '../../inList.ts';

/** A change in per cent with its sign and one decimal: 3.21 -> "+3.2%". */
export function signedPercent(value: number): string {
  const text = tickNumber(Math.abs(value), 0.1);
  const sign = Number(Math.abs(value).toFixed(1)) === 0 ? '' : value < 0 ? '\u2212' : '+';
  return `${sign}${text}%`;
}

/** A percentile in [0, 1] from 0 to 100: 0.473 -> "47". */
export function percentileWords(percentile: number): string {
  return whole(percentile * 100);
}

/** A value with its interval in words; without an interval it says so by leaving it out. */
export function withInterval(
  { mean, interval }: Pick<Estimate, 'mean' | 'interval'>,
  format: (value: number) => string
): string {
  if (!interval) return format(mean);
  return t('study.interval', {
    value: format(mean),
    low: format(interval[0]),
    high: format(interval[1])
  });
}

/** What may be said of a difference: its adjusted p, and what would have been found. */
export function evidenceWords(
  { adjusted, clear, tooFew, detectable }: CellEvidence,
  format: (value: number) => string
): string {
  if (tooFew || adjusted === null || detectable === null) return t('study.evidence.tooFew');
  const p = pValue(adjusted);
  if (clear) return t('study.evidence.clear', { p });
  return t('study.evidence.open', { p, detectable: format(detectable).replace('+', '') });
}

/** A country's name; over questions that the others do not share it says how many. */
export function countryLabel(
  { country, apart, questions }: Pick<CountryResult, 'country' | 'apart' | 'questions'>,
  nameOf: (code: CountryCode) => string
): string {
  const name = nameOf(country);
  return apart ? t('study.apart.label', { country: name, n: questions }) : name;
}

/** Countries over other questions than the rest, as a sentence; none: nothing. */
export function apartWords(
  countries: readonly Pick<CountryResult, 'country' | 'apart' | 'questions'>[],
  nameOf: (code: CountryCode) => string
): string {
  const apart = countries.filter((each) => each.apart);
  if (apart.length === 0) return '';
  const together = countries.find((each) => !each.apart);
  return t('study.apart.sentence', {
    list: inList(apart.map((each) => countryLabel(each, nameOf))),
    n: together?.questions ?? 0
  });
}

/** Model, template, system turn and readout of a way of asking; nothing where there is none. */
export function conditionWords(condition: Condition | undefined): string {
  if (!condition) return '';
  const { model, template, system, view, readout } = condition;
  return t(view ? `study.seen.${view}` : 'study.condition', {
    model,
    template: system ? t(`study.behind.${system}`, { template }) : template,
    readout: t(`study.readouts.${readout}`)
  });
}

/** What of a way of asking the others do not share: model, template, readout; all alike: nothing. */
export function conditionApart(conditions: readonly Condition[], index: number): string {
  const own = conditions[index];
  if (!own) return '';
  const differs = (key: keyof Condition) => conditions.some((each) => each[key] !== own[key]);
  return inRow([
    ...(differs('model') ? [own.model] : []),
    ...(differs('template') ? [own.template] : []),
    ...(differs('view') && own.view ? [t(`study.views.${own.view}`)] : []),
    ...(differs('readout') ? [t(`study.readouts.${own.readout}`)] : [])
  ]);
}

const range = ([low, high]: readonly [number, number]) =>
  low === high ? whole(low) : t('study.caption.range', { low: whole(low), high: whole(high) });

/** Everything that a reader must know to read the numbers right, as sentences. */
export function captionWords(caption: StudyCaption, condition: number): string {
  const shown = caption.conditions[condition];
  const letters = caption.conditions.some(({ readout }) => readout === 'letter');
  const words = caption.conditions.some(({ readout }) => readout === 'text');
  return [
    caption.metric &&
      t('study.caption.metric', { metric: t(`lab.metric.names.${caption.metric}`) }),
    caption.denominator && t(`study.caption.denominator.${caption.denominator}`),
    shown && t('study.caption.drawn', { condition: conditionWords(shown) }),
    letters &&
      t('study.caption.orders', {
        orders: t(`lab.orders.names.${caption.orders}`),
        dontKnow: t(`study.caption.dontKnow.${caption.dontKnow}`)
      }),
    words && t('study.caption.variant', { variant: t(`lab.variant.names.${caption.variant}`) }),
    caption.set && t(`study.caption.set.${caption.set}`),
    t(`study.caption.inclusion.${caption.inclusion}`),
    caption.questions && t('study.caption.questions', { n: range(caption.questions) }),
    caption.pictures && t('study.caption.pictures', { n: range(caption.pictures) }),
    caption.seed !== null && t('study.caption.tests', { seed: String(caption.seed) }),
    caption.resamples !== null && t('study.caption.resamples', { count: whole(caption.resamples) }),
    t('study.caption.survey', { survey: caption.survey.name })
  ]
    .filter((sentence) => typeof sentence === 'string')
    .join(' ');
}

/** How many cells of a figure are beyond chance, and what of the rest; nothing is said of nobody. */
export function verdictOfCells(
  figure: 'figure4' | 'figure6',
  { clear, all, tooFew }: { clear: number; all: number; tooFew: number }
): string {
  const open = all - clear - tooFew;
  return [
    t(`study.${figure}.clear`, { count: clear, all }),
    tooFew > 0 ? t(`study.${figure}.tooFew`, { count: tooFew }) : '',
    open > 0 ? t(`study.${figure}.open`, { count: open }) : ''
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
