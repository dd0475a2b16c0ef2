import type { PictureView } from '../../../../core/prompts/pictureView.ts';
import type { Readout } from '../../../../core/prompts/types.ts';
import { DEFAULT_CHOICES, type AskChoices } from '../../choices.ts';

/** What stands under Options. */
export const OPTIONS = [
  'readout',
  'templateId',
  'system',
  'view',
  'orders',
  'dontKnow',
  'variant',
  'reference',
  'metric',
  'caveats'
] as const;
export type OptionName = (typeof OPTIONS)[number];

/** Options that mean nothing for answers read otherwise. */
const ONLY_FOR: Partial<Record<OptionName, Readout>> = {
  orders: 'letter',
  dontKnow: 'letter',
  variant: 'text'
};

/** Does an option decide anything, answers being read like this, and the model looking like that? */
export function counts(
  option: OptionName,
  readout: Readout,
  views: readonly PictureView[] = []
): boolean {
  if (option === 'view') return views.length > 1;
  const only = ONLY_FOR[option];
  return only === undefined || only === readout;
}

/**
 * The options that count and are not as at the beginning, in the order in which they stand.
 * @param readout the one that the next run uses
 * @param views how the model can look at pictures
 */
export function changedOptions(
  choices: Pick<AskChoices, OptionName>,
  readout: Readout,
  views: readonly PictureView[] = []
): OptionName[] {
  return OPTIONS.filter(
    (name) => counts(name, readout, views) && choices[name] !== DEFAULT_CHOICES[name]
  );
}

/** Sets every option back, also those that do not count now; own words are kept to be chosen again. */
export function resetOptions(choices: Pick<AskChoices, OptionName>): void {
  for (const name of OPTIONS) Object.assign(choices, { [name]: DEFAULT_CHOICES[name] });
}
