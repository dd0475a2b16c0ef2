import { inOrders } from '../../answers/someOrders.ts';
import type { TextVariant } from '../../answers/types.ts';
import { controlCues, type Control } from '../../measures/controls.ts';
import { METRICS, type Metric } from '../../measures/metrics.ts';
import type { OrderScheme, PictureId } from '../../prompts/types.ts';
import type { StudyData } from '../studyData.ts';
import type { Condition } from '../studyTypes.ts';

/** One way to analyse what was asked; null where a choice makes no difference to it. */
export interface Specification {
  /** Index into the frame's conditions. */
  condition: number;
  /** Of letters alone, as words are of variants. */
  orders: OrderScheme | null;
  variant: TextVariant | null;
  /** Of similarity alone, as pointing is of controls. */
  metric: Metric | null;
  control: Control | null;
  /** Pictures that every model recognised, or all that take part; null where these are the same. */
  gate: 'on' | 'off' | null;
}

export interface MultiverseChoices {
  test: 'pointing' | 'similarity';
  cue: 'picture' | 'country';
  model: string;
  /** In which letters were asked. */
  orders: OrderScheme;
  /** Pictures that every model recognised. */
  recognised: readonly PictureId[];
  seed: number;
}

const VARIANTS: readonly TextVariant[] = ['pmi', 'raw', 'per-token'];

/** Every way to test a headline on what was computed: template, readout and all choices behind it. */
export function specificationsOf(study: StudyData, choices: MultiverseChoices): Specification[] {
  const { conditions } = study.frame;
  const places = conditions.flatMap(({ model }, at) => (model === choices.model ? [at] : []));
  const gates = gatesOf(study, choices);
  const schemes = schemesOf(study, choices.orders);
  const pointing = choices.test === 'pointing';
  const controls = pointing ? controlsOf(study, choices.cue) : [null];
  const metrics = pointing ? [null] : METRICS;
  return places.flatMap((condition) => {
    const letters = (conditions[condition] as Condition).readout === 'letter';
    return (letters ? schemes : [null]).flatMap((orders) =>
      (letters ? [null] : VARIANTS).flatMap((variant) =>
        metrics.flatMap((metric) =>
          controls.flatMap((control) =>
            gates.map((gate) => ({ condition, orders, variant, metric, control, gate }))
          )
        )
      )
    );
  });
}

/** What was asked, and what it holds: one order is part of every scheme. */
function schemesOf({ columns }: StudyData, asked: OrderScheme): OrderScheme[] {
  const within = (['forward+reverse', 'single'] as const).filter(
    (scheme) => scheme !== asked && inOrders(columns, scheme) !== null
  );
  return [asked, ...within];
}

/** Controls that the study asked for some cue of the kind. */
function controlsOf({ frame }: StudyData, kind: 'picture' | 'country'): Control[] {
  const cues = frame.cues.flatMap((cue, at) => (cue.kind === kind ? [at] : []));
  return (['others', 'blank', 'frame', 'none', 'shuffled', 'caption'] as const).filter((control) =>
    cues.some((cue) => controlCues(frame, cue, control).length > 0)
  );
}

/** A gate is a choice where some pictures that take part were not recognised, and some were. */
function gatesOf(
  { frame }: StudyData,
  { test, cue, recognised }: MultiverseChoices
): Specification['gate'][] {
  if (test === 'pointing' && cue === 'country') return [null];
  const count = frame.pictures.filter(({ id }) => recognised.includes(id)).length;
  return count > 0 && count < frame.pictures.length ? ['off', 'on'] : [null];
}

/** The study's own way among the specifications: as asked, all pictures that take part; null where it is none. */
export function ownSpecification(
  specifications: readonly Specification[],
  own: { condition: number; orders: OrderScheme } & {
    variant: TextVariant;
    metric: Metric;
    control: Control | null;
  }
): Specification | null {
  const like = <Value>(value: Value | null, wanted: Value | null) =>
    value === null || value === wanted;
  return (
    specifications.find(
      ({ condition, orders, variant, metric, control, gate }) =>
        condition === own.condition &&
        like(orders, own.orders) &&
        like(variant, own.variant) &&
        like(metric, own.metric) &&
        like(control, own.control) &&
        gate !== 'on'
    ) ?? null
  );
}
