import { lettersFor } from './letters.ts';
import type { ChatFormat, Cue, DontKnow, Order, PictureCategory, PromptTemplate } from './types.ts';
import { openUserTurn } from './userTurn.ts';
import type { Question } from '../survey/types.ts';

/**
 * Everything up to and including the cue: system turn (if any), user turn opened, cue text. It ends
 * in exactly one newline, or as the model's template puts a picture or a turn before its text, and
 * no suffix starts with white space, so that tokenising prefix and suffix apart gives the same tokens
 * as tokenising them together, but for single templates (`PromptTokens` looks).
 */
export function renderPrefix(template: PromptTemplate, cue: Cue, chat: ChatFormat): string {
  const system =
    template.system === null
      ? (chat.begin ?? '')
      : chat.system.open + template.system + chat.system.close;
  return system + openUserTurn(chat, cueText(template, cue));
}

/** Controls are asked in the words of the cue that they are a control for. */
function cueText({ cue: texts }: PromptTemplate, cue: Cue): string {
  switch (cue.kind) {
    case 'neutral':
      return fill(texts.neutral, {});
    case 'country':
      return fill(texts.country, { country: cue.name });
    case 'frame':
      return fill(texts.country, { country: NO_COUNTRY });
    case 'caption': {
      const words = fill(IN_WORDS, { caption: cue.caption.replaceAll('<image>', '') });
      return pictureText(texts, cue.category)
        .split('<image>')
        .map((part) => fill(part, { category: categoryPhrase(cue.category) }))
        .join(words);
    }
    default:
      return fill(pictureText(texts, cue.category), { category: categoryPhrase(cue.category) });
  }
}

/** Pictures of people may have a text of their own. */
function pictureText(texts: PromptTemplate['cue'], category: PictureCategory | null): string {
  return category === 'people' ? (texts.people ?? texts.picture) : texts.picture;
}

/** Stands where a country's name would: the sentence says no more than that there is one. */
const NO_COUNTRY = 'a country';
/** Stands where the picture's tokens would. */
const IN_WORDS = 'Picture: {caption}';

/** `letter` readout, after the prefix: question, lettered options in `order`, answer lead-in. */
export function renderLetterSuffix(
  template: PromptTemplate,
  question: Question,
  order: Order,
  dontKnow: DontKnow,
  chat: ChatFormat
): string {
  const shown = [
    ...order.map((option) => question.options[option] ?? ''),
    ...(dontKnow === 'list' ? template.dontKnowOptions : [])
  ];
  const letters = lettersFor(shown.length);
  const options = shown
    .map((option, k) => fill(template.optionLine, { letter: letters[k] ?? '', option }))
    .join('\n');
  const ask = fill(template.askLetter, { question: question.text, options }).trim();
  return ask + chat.user.close + chat.assistant.open + template.letterLeadIn;
}

/** `text` readout, after the prefix: question and the start of its answer sentence. */
export function renderTextSuffix(
  template: PromptTemplate,
  question: Question,
  chat: ChatFormat
): string {
  const ask = fill(template.askText, { question: question.text }).trim();
  return ask + chat.user.close + chat.assistant.open + question.leadIn;
}

/** The start of the answer sentence with no question before it: the whole prompt of a PMI baseline. */
export function renderBaseline(question: Question, chat: ChatFormat): string {
  return (chat.begin ?? '') + chat.assistant.open + question.leadIn;
}

const CATEGORY_PHRASES: Record<PictureCategory, string> = {
  food: 'food',
  dress: 'clothes',
  buildings: 'buildings',
  brands: 'brands',
  tradition: 'traditions',
  landmarks: 'landmarks',
  'sport and music': 'sport and music',
  'public figures and pop culture': 'public figures and pop culture',
  people: 'people'
};

/** What a picture shows, as prompts put it. */
export function categoryPhrase(category: PictureCategory | null): string {
  return category === null ? 'typical things' : CATEGORY_PHRASES[category];
}

/** Fills all placeholders in one pass: braces inside a filled-in value stay as they are. */
function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
