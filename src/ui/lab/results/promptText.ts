import { openedWith } from '../../../core/prompts/openedWith.ts';
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

/** The words of a system turn that the model's template makes up, as a line; empty where it does not. */
function madeUpTurn({ begin = '', standard = begin, system }: ChatFormat): string {
  if (standard === begin) return '';
  const inside = standard.startsWith(system.open) && standard.endsWith(system.close);
  const end = standard.length - system.close.length;
  const words = inside ? standard.slice(system.open.length, end) : standard.slice(begin.length);
  return `${words}\n`;
}

/**
 * The prompt under one cue, for people to read. Of several orders of the options the first one.
 * @param picture stands where the picture's tokens stand
 * @param chat of the model that was asked
 */
export function promptText(
  { template, readout, orders, dontKnow, system }: AskPlan,
  cue: Cue,
  question: Question,
  picture: string,
  chat: ChatFormat | null
): PromptText {
  const plain = { ...PLAIN, standard: chat === null ? '' : madeUpTurn(chat) };
  const prefix = renderPrefix(template, cue, openedWith(plain, system)).replaceAll(
    '<image>',
    picture
  );
  const [order = []] = ordersFor(orders, question.options.length);
  const inWords = readout === 'text';
  const suffix = inWords
    ? renderTextSuffix(template, question, PLAIN)
    : renderLetterSuffix(template, question, order, dontKnow, PLAIN);
  const leadIn = inWords ? question.leadIn : template.letterLeadIn;
  return { text: prefix + suffix.slice(0, suffix.length - leadIn.length), leadIn };
}
