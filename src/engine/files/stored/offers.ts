import type { CatalogueEntry } from '../../catalogueEntry.ts';
import type { DeviceFacts } from '../../deviceFacts.ts';
import type { Runner } from '../../engineApi.ts';
import { exactVariants, expectedRunner } from '../../twinResults.ts';
import { outlookOf, type Outlook } from '../outlook.ts';
import { decoderOrder, DYNAMIC, type Dtype } from '../variants.ts';
import type { HubChoice } from './hub.ts';

/** A variant, and what this device will do with it. */
export interface HubOffer extends HubChoice {
  outlook: Outlook;
  /** How questions will be asked; null: found out at load. */
  runner: Runner | null;
  /** Quantised while running: a neighbour changes its numbers. */
  dynamic: boolean;
  /** Was the model's twin equal to the reference in this variant? */
  exact: boolean;
}

/**
 * A model's variants as they are offered, by the engine's own rule, and the one to suggest: the first
 * that fits this device and is not quantised while running. Where none fits: null.
 */
export function offersOf(
  choices: readonly HubChoice[],
  { twin }: Pick<CatalogueEntry, 'twin'>,
  facts: DeviceFacts
): { offers: HubOffer[]; suggested: Dtype | null } {
  const choiceOf = (variant: Dtype) => choices.find((one) => one.variant === variant);
  // A packed graph of its own: the model was made for this app.
  const ships = (variant: Dtype) => Boolean(choiceOf(variant)?.needed.packed);
  const offers = decoderOrder(facts.gpu?.halves ?? false, ships).flatMap((variant): HubOffer[] => {
    const choice = choiceOf(variant);
    if (!choice) return [];
    const outlook = outlookOf(choice.needed, choice.files, facts);
    const dynamic = DYNAMIC.includes(variant) && !ships(variant);
    const runner = ships(variant) ? 'packed' : expectedRunner(twin, variant);
    const exact = exactVariants(twin).includes(variant);
    return [{ ...choice, outlook, runner, dynamic, exact }];
  });
  const suggested = offers.find(({ outlook, dynamic }) => !dynamic && !outlook.limit);
  return { offers, suggested: suggested?.variant ?? null };
}
