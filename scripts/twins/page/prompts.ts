import { openedWith } from '../../../src/core/prompts/openedWith.ts';
import { renderPrefix, renderTextSuffix } from '../../../src/core/prompts/render.ts';
import type { ChatFormat, Cue, PromptTemplate } from '../../../src/core/prompts/types.ts';
import type { Question } from '../../../src/core/survey/types.ts';

/** A turn as chats on the hub have it. */
export interface Turn {
  role: string;
  content: string | { type: string; text?: string }[];
}

/**
 * A reference's chat as the app asks it: the user's first line as the cue, the rest as the question,
 * the lead-in as the beginning of the answer. Where the chat has no system turn of its own, the
 * model's template may make one up.
 * @param picture id of the picture, or null
 */
export function promptOf(
  chat: ChatFormat,
  messages: readonly Turn[],
  leadIn: string,
  picture: string | null
): { prefix: string; suffix: string } {
  const system = messages.find(({ role }) => role === 'system');
  const user = messages.filter(({ role }) => role === 'user');
  if (user.length !== 1 || messages.length > (system ? 2 : 1)) {
    throw new Error(
      'The app asks in one turn: a case needs one user turn, and a system turn at most.'
    );
  }
  const text = wordsOf(user[0] as Turn);
  const end = text.indexOf('\n') + 1;
  const template: PromptTemplate = {
    id: 'twin',
    version: 1,
    system: system ? wordsOf(system) : null,
    cue: { neutral: text.slice(0, end), country: '', picture: `<image>\n${text.slice(0, end)}` },
    askLetter: '{question}',
    askText: '{question}',
    optionLine: '{option}',
    dontKnowOptions: [],
    letterLeadIn: leadIn
  };
  const cue: Cue =
    picture === null ? { kind: 'neutral' } : { kind: 'picture', picture, category: null };
  const question = { text: text.slice(end), leadIn } as Question;
  return {
    prefix: renderPrefix(template, cue, openedWith(chat, 'own')),
    suffix: renderTextSuffix(template, question, chat)
  };
}

/** Some write the picture's place into the text themselves. */
function wordsOf({ content }: Turn): string {
  const text =
    typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
  return text.replace(/^<image>\n?/, '');
}
