import type { AskPlan } from '../../../core/prompts/types.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import { letterReport } from '../../../core/answers/letterReport.ts';
import { systemUse } from '../../../core/prompts/openedWith.ts';
import { moverOf, zeroOf } from '../../../core/study/sentences/movement.ts';
import type { LoadedModel } from '../../../engine/engineApi.ts';
import { fixed } from '../../format.ts';
import { t } from '../../i18n.ts';
import { inList } from '../../inList.ts';
import { modelTitle } from '../../models/modelTitle.ts';
import { servedOrigin } from '../../models/served/servedWords.ts';
import type { LabState } from '../labState.svelte.ts';
import type { ResultsState } from './resultsState.svelte.ts';

/** How the run's answers were read, for captions: readout with variant or orders. */
export function readoutWords(plan: AskPlan, variant: TextVariant): string {
  if (plan.readout === 'text') return t(`results.readouts.${variant}`);
  return t('results.readouts.letter', { orders: t(`lab.orders.names.${plan.orders}`) });
}

/** The prompt template's name and version, for captions. */
export function templateParams({ template }: AskPlan): { template: string; version: number } {
  return { template: template.id, version: template.version };
}

/** Whose system turn opens the run's prompts, for captions. */
function systemWords({ template, system }: AskPlan, model: LoadedModel | null): string {
  const use = model ? systemUse(template, system, model.chat) : 'none';
  return t(`results.caption.system.${use}`);
}

/** How the run's pictures were looked at, for captions; empty where there was nothing to choose. */
function viewWords({ cues }: AskPlan, model: LoadedModel | null): string {
  if (!model?.view || !cues.some(({ kind }) => kind === 'picture')) return '';
  return t(`results.caption.view.${model.view}`);
}

/** How many figures with caveats a mean or ranking leaves out; empty for none. */
export function flaggedWords(
  { own, others }: { own: number; others: number },
  country: string
): string {
  const count = own + others;
  return count === 0 ? '' : t('results.flagged', { count, own, country });
}

/** How a run's numbers came about, sentence by sentence, for the lines below its rows. */
export function runCaption(lab: LabState, results: ResultsState): string[] {
  const { plan, mover, countryName: country } = results;
  if (!plan || !mover) return [];
  const { variant } = lab.choices;
  const by = moverOf(mover.cue);
  const from = zeroOf(by, results.reference);
  const thing = by === 'name' ? '' : t(`rows.nouns.${results.noun}`);
  const known = results.country ? lab.survey?.country(results.country) : undefined;
  const model = lab.run.answeredBy?.model;
  const report = letterReport(results.begun.flatMap(({ answers }) => answers));
  return [
    by === 'words'
      ? t(`results.caption.told.${from === 'blank' ? 'frame' : from}`, { country })
      : t(`results.caption.moved.${by === 'name' && from === 'neutral' ? 'nothing' : from}`, {
          thing,
          country
        }),
    // Before the first answer nobody has answered.
    model
      ? t('results.caption.model', {
          ...templateParams(plan),
          model: modelTitle(model),
          readout: readoutWords(plan, variant),
          system: systemWords(plan, lab.run.answeredBy)
        })
      : '',
    viewWords(plan, lab.run.answeredBy),
    servedOrigin(lab.run.answeredBy?.served),
    lab.run.source === 'shipped' ? t('shipped.note') : '',
    t('results.caption.people', {
      country,
      survey: lab.survey?.name ?? '',
      years: inList(known?.fieldworkYears.map(String) ?? [])
    }),
    leadWords(results),
    results.flagged.own > 0 ? flaggedWords(results.flagged, country) : '',
    report && (report.mass === 'low' || report.order?.verdict === 'bad')
      ? t('results.caption.letters')
      : ''
  ].filter((sentence) => sentence !== '');
}

/** The third badge's numbers, of one picture: of several they stand in their table. */
function leadWords({ summary, pictureCues }: ResultsState): string {
  const [lead] = summary?.value?.differences ?? [];
  if (!summary?.value || !lead || pictureCues.length !== 1) return '';
  const metric = t(`lab.metric.names.${summary.metric}`);
  const numbers = { metric, count: lead.n, lead: hundredths(lead.mean) };
  if (!lead.interval) return t('results.caption.lead', numbers);
  const [low, high] = lead.interval;
  const ends = { low: hundredths(low), high: hundredths(high) };
  return t('results.caption.leadBetween', { ...numbers, ...ends });
}

const hundredths = (value: number) => fixed(value * 100, 1, 'negative');
