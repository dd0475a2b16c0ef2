import { ordersFor } from '../../../core/prompts/orders.ts';
import {
  renderLetterSuffix,
  renderPrefix,
  renderTextSuffix
} from '../../../core/prompts/render.ts';
import type { AskPlan, ChatFormat, Cue } from '../../../core/prompts/types.ts';
import type { Question } from '../../../core/survey/types.ts';

/** What one question's prompt says, and the words that the answer goes on from. */
export interface PromptText {
  text: string;
  leadIn: string;
}

/** Turns as lines: a model's own marks for them say nothing to a reader. */
const PLAIN: ChatFormat = {
  system: { open: '', close: '\n' },
  user: { open: '', close: '\n' },
  assistant: { open: '' }
};

/**
 * The prompt under one cue, for people to read. Of several orders of the options the first one.
 * @param picture stands where the picture's tokens stand
 */
export function promptText(
  { template, readout, orders, dontKnow }: AskPlan,
  cue: Cue,
  question: Question,
  picture: string
): PromptText {
  const prefix = renderPrefix(template, cue, PLAIN).replaceAll('<image>', picture);
  const [order = []] = ordersFor(orders, question.options.length);
  const inWords = readout === 'text';
  const suffix = inWords
    ? renderTextSuffix(template, question, PLAIN)
    : renderLetterSuffix(template, question, order, dontKnow, PLAIN);
  const leadIn = inWords ? question.leadIn : template.letterLeadIn;
  return { text: prefix + suffix.slice(0, suffix.length - leadIn.length), leadIn };
}
