import type { AskPlan } from '../../../core/prompts/types.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import { t } from '../../i18n.ts';

/** How the run's answers were read, for captions: readout with variant or orders. */
export function readoutWords(plan: AskPlan, variant: TextVariant): string {
  if (plan.readout === 'text') return t(`results.readouts.${variant}`);
  return t('results.readouts.letter', { orders: t(`lab.orders.names.${plan.orders}`) });
}

/** The prompt template's name and version, for captions. */
export function templateParams({ template }: AskPlan): { template: string; version: number } {
  return { template: template.id, version: template.version };
}

/** How many figures with caveats a mean or ranking leaves out; empty for none. */
export function flaggedWords(
  { own, others }: { own: number; others: number },
  country: string
): string {
  const count = own + others;
  return count === 0 ? '' : t('results.flagged', { count, own, country });
}
