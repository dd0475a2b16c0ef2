import { matrixSentence, pointingSentence } from '../../../../core/study/sentences/pointing.ts';
import type { ShownChoice } from '../../../../core/study/plan/isPlanned.ts';
import type { CountrySet } from '../../../../core/study/studySpecificity.ts';
import type { PointingKind } from '../../../../core/study/studyPointing.ts';
import type { TestedRow } from '../../../../core/study/tables/specificityTable.ts';
import { correlation, whole } from '../../../format.ts';
import { t } from '../../../i18n.ts';
import { inRow } from '../../../inList.ts';
import { caveatWords, plannedWord } from '../../plan/figureCaption.ts';
import type { StudyState } from '../../studyState.svelte.ts';
import { conditionWords } from '../words.ts';
import type { PointingRows } from './pointingRows.ts';

/** The title of the first figure, made from its numbers. */
export function pointingTitle(study: StudyState, { tested, waiting }: PointingRows): string {
  const models = study.frame.conditions.map(({ model }) => model);
  const said = pointingSentence(tested, models, waiting.length + idleModels(study).length);
  switch (said.what) {
    case 'waiting':
    case 'none':
      return t(`study.pointing.title.${said.what}`);
    case 'few':
      return t(`study.pointing.title.few.${said.kind}`, { count: said.countries });
    case 'one':
    case 'oneNot':
      return t(`study.pointing.title.${said.what}.${said.kind}`);
    default: {
      const { what, per, kind, clear, of } = said;
      return t(`study.pointing.title.${what}.${per}.${kind}`, { clear, of });
    }
  }
}

/** Models that were never asked: none of their ways of asking is known yet. */
export function idleModels({ study, frame }: StudyState): string[] {
  const asked = new Set(frame.conditions.map(({ model }) => model));
  return study.models.flatMap(({ model }) => (asked.has(model) ? [] : [model]));
}

/** A kind of cue under one way of asking: what a model's ways differ in, and nothing else. */
export function wayWords(
  { frame }: StudyState,
  { condition, kind }: { condition: number; kind: PointingKind }
): string {
  const { conditions } = frame;
  const own = conditions[condition];
  if (!own) return '';
  const differs = (key: 'template' | 'readout') =>
    new Set(conditions.filter(({ model }) => model === own.model).map((each) => each[key])).size >
    1;
  return inRow([
    t(`study.pointing.kinds.${kind}`),
    ...(differs('template') ? [own.template] : []),
    ...(differs('readout') ? [t(`study.readouts.${own.readout}`)] : [])
  ]);
}

/** The same with the model's name, where it stands alone. */
export function fullWay(study: StudyState, row: { condition: number; kind: PointingKind }): string {
  const model = study.frame.conditions[row.condition]?.model ?? '';
  return `${model}, ${wayWords(study, row)}`;
}

/** How the numbers of the first figure came about. */
export function pointingCaption(study: StudyState, rows: readonly TestedRow[]): string {
  const controls = [...new Set(rows.map(({ found }) => found.control))];
  const conditions = [...new Set(rows.map(({ condition }) => condition))];
  const of = (kind: PointingKind) =>
    Math.max(0, ...rows.map((row) => (row.kind === kind ? row.found.cues.length : 0)));
  const says = (key: 'coloured' | 'lines' | 'foundFrom' | 'answers') =>
    t(`study.pointing.caption.${key}`);
  return [
    says('coloured'),
    t('study.pointing.caption.exchanged', { seed: String(study.study.seed) }),
    says('lines'),
    says('foundFrom'),
    ...conditions.map((condition) => wayOfAsking(study, condition)),
    ...controls.map((control) => controlSentence(control)),
    questionsSentence(rows),
    t('study.pointing.caption.cues', {
      pictures: whole(Math.max(of('picture'), of('caption'))),
      names: whole(of('country'))
    }),
    of('caption') > 0 ? t('study.pointing.caption.told') : '',
    ...shared(study),
    plannedRows(study, rows)
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Which row the frozen plan names; nothing in a study without one. */
function plannedRows(study: StudyState, rows: readonly TestedRow[]): string {
  if (!study.plan) return '';
  const planned = rows.filter((row) => isPlannedRow(study, row));
  const [first] = planned;
  if (!first || rows.length === 1) return rows[0] ? plannedRow(study, first ?? rows[0]) : '';
  return t('study.pointing.caption.plannedRow', {
    way: fullWay(study, first),
    planned: plannedRow(study, first)
  });
}

const shownAs = (study: StudyState, { condition, kind, found }: TestedRow): ShownChoice => ({
  ...{ figure: 'pointing', condition, cue: kind, control: found.control },
  ...{ variant: study.variant, caveats: study.caveats }
});

const plannedRow = (study: StudyState, row: TestedRow) => plannedWord(study, shownAs(study, row));

const isPlannedRow = (study: StudyState, row: TestedRow) =>
  plannedRow(study, row) !== t('study.plan.exploratory');

/** How the numbers of the matrix came about. */
export function matrixCaption(
  study: StudyState,
  row: TestedRow,
  shown: { reach: number; leftOut: number }
): string {
  return [
    wayOfAsking(study, row.condition),
    controlSentence(row.found.control),
    questionsSentence([row]),
    t('study.pointing.caption.cosine', { reach: correlation(shown.reach) }),
    t('study.caption.metric', { metric: t(`lab.metric.names.${study.metric}`) }),
    t('study.pointing.caption.noP'),
    shown.leftOut > 0 && t('study.pointing.caption.others', { count: shown.leftOut }),
    ...shared(study),
    plannedRow(study, row)
  ]
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
    .join(' ');
}

/** The title of the matrix, made from its numbers. */
export function matrixTitle(
  kind: PointingKind,
  sets: readonly Pick<CountrySet, 'cosine'>[]
): string {
  const { own, of } = matrixSentence(sets);
  return t(`study.pointing.matrix.title.${kind}`, { count: own, of });
}

function wayOfAsking(study: StudyState, condition: number): string {
  const shown = study.frame.conditions[condition];
  const { orders, dontKnow } = study.study;
  const drawn = t('study.pointing.caption.way', { condition: conditionWords(shown) });
  if (shown?.readout !== 'letter') {
    return `${drawn} ${t('study.caption.variant', { variant: t(`lab.variant.names.${study.variant}`) })}`;
  }
  const letters = t('study.caption.orders', {
    orders: t(`lab.orders.names.${orders}`),
    dontKnow: t(`study.caption.dontKnow.${dontKnow}`)
  });
  return `${drawn} ${letters}`;
}

const controlSentence = (control: TestedRow['found']['control']) =>
  t('study.pointing.caption.control', { control: t(`study.pointing.controls.${control}`) });

function questionsSentence(rows: readonly TestedRow[]): string {
  const counts = rows.map(({ found }) => found.questions);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const range = t('study.caption.range', { low: whole(low), high: whole(high) });
  return t('study.pointing.caption.questions', { n: low === high ? whole(low) : range });
}

const shared = (study: StudyState) => [
  t('study.caption.survey', { survey: study.study.survey.name }),
  caveatWords(study),
  t('study.pointing.caption.answers')
];
