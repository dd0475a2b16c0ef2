import {
  lineOf,
  SPECIFICATION_CHOICES,
  type SpecificationChoice,
  type SpecificationCurve
} from '../../../../core/study/multiverse/curve.ts';
import type { Specification } from '../../../../core/study/multiverse/specifications.ts';
import { multiverseSentence } from '../../../../core/study/sentences/multiverse.ts';
import type { Headline } from '../../../../core/study/plan/planTypes.ts';
import type { TableData } from '../../../charts/tableData.ts';
import { difference, pValue, whole } from '../../../format.ts';
import { t } from '../../../i18n.ts';
import { plannedWord, caveatWords } from '../../plan/figureCaption.ts';
import type { StudyState } from '../../studyState.svelte.ts';

/** Percentiles as whole numbers, differences of similarity with their sign. */
export function effectFormat(test: Headline['test']): (value: number) => string {
  return test === 'pointing' ? (value) => whole(100 * value) : difference;
}

/** What a way to analyse has of every choice, as rows and tables name it. */
export function choiceWords(
  study: StudyState
): (of: Specification) => Record<SpecificationChoice, string | null> {
  return ({ condition, orders, variant, metric, control, gate }) => {
    const asked = study.frame.conditions[condition];
    return {
      template: asked?.template ?? null,
      readout: asked ? t(`study.readouts.${asked.readout}`) : null,
      orders: orders && t(`lab.orders.names.${orders}`),
      variant: variant && t(`lab.variant.names.${variant}`),
      metric: metric && t(`lab.metric.names.${metric}`),
      control: control && t(`study.plan.controls.${control}`),
      gate: gate && t(`study.multiverse.gate.${gate}`)
    };
  };
}

/** The title, made from the numbers. */
export function multiverseTitle(curve: SpecificationCurve, { test, cue }: Headline): string {
  const { kind, above, all, clear, against } = multiverseSentence(curve);
  const found = t(`study.multiverse.title.${test === 'pointing' ? cue : test}`, {
    count: all,
    above
  });
  if (kind === 'none') return t('study.multiverse.name');
  return t(`study.multiverse.title.${kind}`, { found, clear, against });
}

const range = (values: readonly number[]) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high
    ? whole(low)
    : t('study.caption.range', { low: whole(low), high: whole(high) });
};

/** Everything that a reader must know to read the curve right. */
export function multiverseCaption(
  study: StudyState,
  curve: SpecificationCurve,
  { test, cue }: Headline,
  model: string
): string {
  const own = curve.points[curve.own];
  const planned = own && study.plan && plannedWord(study, { figure: test, caveats: study.caveats });
  return [
    t(study.plan ? 'study.multiverse.bold.plan' : 'study.multiverse.bold.study'),
    t(`study.multiverse.caption.${test}`, {
      model,
      questions: range(curve.points.map(({ questions }) => questions)),
      cues: range(curve.points.map(({ cues }) => cues)),
      kind: t(`study.multiverse.cues.${test === 'pointing' ? cue : 'picture'}`),
      seed: String(study.study.seed)
    }),
    caveatWords(study),
    planned && planned !== t('study.plan.exploratory')
      ? t('study.multiverse.butForPlan')
      : study.plan
        ? t('study.plan.exploratory')
        : ''
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** One way in a sentence: its effect, its p and its choices that were varied. */
export function specificationWords(
  curve: SpecificationCurve,
  place: number,
  test: Headline['test'],
  words: ReturnType<typeof choiceWords>
): string {
  const point = curve.points[place];
  if (!point) return '';
  const varied = new Set(curve.levels.map(({ choice }) => choice));
  const own = words(point);
  const choices = SPECIFICATION_CHOICES.flatMap((choice) =>
    varied.has(choice) ? (own[choice] ?? []) : []
  );
  return t('study.multiverse.way', {
    effect: effectFormat(test)(point.effect),
    p: point.p === null ? t('study.noP') : t('study.p', { p: pValue(point.p) }),
    choices: choices.join('; ')
  });
}

/** All ways, largest effect first. */
export function multiverseTable(
  curve: SpecificationCurve,
  test: Headline['test'],
  words: ReturnType<typeof choiceWords>
): TableData {
  return {
    columns: [
      ...SPECIFICATION_CHOICES.map((choice) => ({
        label: t(`study.multiverse.choices.${choice}`)
      })),
      { label: t(`study.multiverse.effect.${test}`), format: effectFormat(test) },
      { label: t('study.columns.p'), format: pValue },
      { label: t('study.multiverse.clear') },
      { label: t('study.columns.questions'), format: whole },
      { label: t('study.multiverse.cuesColumn'), format: whole },
      { label: t('study.multiverse.ownColumn') }
    ],
    rows: curve.points
      .map((point, place) => {
        const own = words(point);
        return [
          ...SPECIFICATION_CHOICES.map((choice) => own[choice]),
          ...[point.effect, point.p, t(point.clear ? 'study.yes' : 'study.no')],
          ...[point.questions, point.cues, t(place === curve.own ? 'study.yes' : 'study.no')]
        ];
      })
      .reverse()
  };
}

/** What the line of no effect is called, and its place. */
export function lineWords(test: Headline['test']): { value: number; name: string } {
  return { value: lineOf(test), name: t(`study.multiverse.line.${test}`) };
}
