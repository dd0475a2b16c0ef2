import { METRICS } from '../../../../core/measures/metrics.ts';
import { REFERENCES, type Reference } from '../../../../core/measures/controls.ts';
import { PICTURE_VIEWS } from '../../../../core/prompts/pictureView.ts';
import { SYSTEM_CHOICES } from '../../../../core/prompts/systemTurn.ts';
import { TEMPLATES } from '../../../../core/prompts/templates.ts';
import type { TextVariant } from '../../../../core/answers/types.ts';
import type { OrderScheme, Readout } from '../../../../core/prompts/types.ts';
import { t } from '../../../i18n.ts';
import type { AskChoices } from '../../choices.ts';
import type { OptionName } from './changedOptions.ts';

const READOUT_CHOICES: readonly (Readout | 'auto')[] = ['auto', 'text', 'letter'];
const ORDERS: readonly OrderScheme[] = ['single', 'forward+reverse', 'cyclic'];
const VARIANTS: readonly TextVariant[] = ['pmi', 'raw', 'per-token'];

/** Names of prompt sets; others are the reader's own. */
function templateName(id: string): string {
  if (id === 'custom') return t('lab.template.custom');
  return id === 'paper' ? t('lab.template.paper') : t('lab.template.brief');
}

const referenceName = (reference: Reference, wordsOnly: boolean) =>
  t(`form.options.reference.${wordsOnly ? 'namesTold' : 'names'}.${reference}`);

/** What can be chosen in the lists under Options, with their words. */
export const optionChoices = {
  readout: () => READOUT_CHOICES.map((value) => ({ value, label: t(`lab.readout.${value}`) })),
  templateId: (hasOwn: boolean) =>
    [...TEMPLATES.map(({ id }) => id), ...(hasOwn ? ['custom'] : [])].map((value) => ({
      ...{ value, label: templateName(value) }
    })),
  system: () => SYSTEM_CHOICES.map((value) => ({ value, label: t(`lab.system.names.${value}`) })),
  view: () => PICTURE_VIEWS.map((value) => ({ value, label: t(`lab.view.names.${value}`) })),
  orders: () => ORDERS.map((value) => ({ value, label: t(`lab.orders.names.${value}`) })),
  variant: () => VARIANTS.map((value) => ({ value, label: t(`lab.variant.names.${value}`) })),
  reference: (wordsOnly: boolean) =>
    REFERENCES.map((value) => ({ value, label: referenceName(value, wordsOnly) })),
  metric: () => METRICS.map((value) => ({ value, label: t(`lab.metric.names.${value}`) }))
};

/** What an option that is not as at the beginning is now: "by letter". */
export function changeWords(
  option: OptionName,
  choices: Pick<AskChoices, OptionName>,
  wordsOnly: boolean
): string {
  switch (option) {
    case 'readout':
      return t(`form.options.changed.readout`, { value: t(`lab.readout.${choices.readout}`) });
    case 'templateId':
      return t('form.options.changed.template', { value: templateName(choices.templateId) });
    case 'system':
      return t('form.options.changed.system', { value: t(`lab.system.names.${choices.system}`) });
    case 'orders':
      return t('form.options.changed.orders', { value: t(`lab.orders.names.${choices.orders}`) });
    case 'variant':
      return t('form.options.changed.variant', {
        value: t(`lab.variant.names.${choices.variant}`)
      });
    case 'reference':
      return t('form.options.changed.reference', {
        value: referenceName(choices.reference, wordsOnly)
      });
    case 'metric':
      return t(`lab.metric.names.${choices.metric}`);
    default:
      return t(`form.options.changed.${option}`);
  }
}
