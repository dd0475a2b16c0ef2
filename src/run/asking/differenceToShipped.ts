import { shareDifference, type ShareDifference } from '../../core/answers/shareDifference.ts';
import type { RawAnswer, TextVariant } from '../../core/answers/types.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { shippedTo } from './shippedTo.ts';

/** How far a device's answers to a plan lie from those that came with the app, where it has them. */
export async function differenceToShipped(
  plan: AskPlan,
  answers: readonly RawAnswer[],
  shipped: ShippedAnswers,
  variant: TextVariant
): Promise<ShareDifference> {
  const name = ({ question, cue }: RawAnswer) => JSON.stringify([question, cue]);
  const own = new Map(answers.map((answer) => [name(answer), answer]));
  const pairs: [RawAnswer, RawAnswer][] = [];
  for (const theirs of await shippedTo(plan, shipped)) {
    const twin = own.get(name(theirs));
    if (twin) pairs.push([twin, theirs]);
  }
  return shareDifference(pairs, variant);
}
