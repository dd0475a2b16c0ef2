import type { Control } from '../../measures/controls.ts';
import type { Metric } from '../../measures/metrics.ts';
import type { TextVariant } from '../../answers/types.ts';
import type { Condition } from '../studyTypes.ts';
import type { PlannedFigure } from './plannedFigures.ts';
import type { Headline, Plan } from './planTypes.ts';

/** How a figure is shown; what is left out makes no difference to it. */
export interface ShownChoice {
  /** Null: a figure that no plan names. */
  figure: PlannedFigure | null;
  /** Place among the study's conditions. */
  condition?: number;
  /** No plan is about captions. */
  cue?: Headline['cue'] | 'caption';
  control?: Control;
  metric?: Metric;
  variant?: TextVariant;
  caveats?: Plan['caveats'];
  topics?: Plan['topics'];
}

/** The condition that a plan's figures are about, among the study's; -1 where it was not asked. */
export function plannedCondition(
  { headline }: Pick<Plan, 'headline'>,
  conditions: readonly Condition[]
): number {
  return conditions.findIndex(
    ({ model, template, readout }) =>
      model === headline.model &&
      template === headline.template &&
      (headline.readout === null || headline.readout === readout)
  );
}

/**
 * Is a figure, as it is shown, what was planned? It must be one that the plan names, and every
 * choice behind it the plan's; anything else is exploratory.
 */
export function isPlanned(
  plan: Plan,
  shown: ShownChoice,
  conditions: readonly Condition[]
): boolean {
  const { figure } = shown;
  if (!figure || !plan.figures.includes(figure)) return false;
  const { headline, variant, metric, caveats, topics } = plan;
  const condition = plannedCondition(plan, conditions);
  const wanted: Omit<ShownChoice, 'figure'> = {
    condition,
    variant,
    caveats,
    ...(figure === 'pointing' ? ofPointing(headline) : { metric }),
    ...(figure === 'topics' || figure === 'incomes' ? { topics } : {})
  };
  const isWanted = (key: keyof typeof wanted) =>
    shown[key] === undefined || shown[key] === wanted[key];
  return condition >= 0 && (Object.keys(wanted) as (keyof typeof wanted)[]).every(isWanted);
}

function ofPointing({ test, control, cue }: Headline) {
  return test === 'pointing' && control ? { control, cue } : {};
}
