import type { Question } from '../../core/survey/types.ts';
import { shownQuestion } from '../survey/shownQuestion.ts';

/** Lower case without accents, so that "cafe" finds "Café". */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

const wordsOf = (text: string) => folded(text).split(/\s+/).filter(Boolean);

/** Does the text hold every word of the query, in any order and as parts of words? */
export function holdsAll(text: string, query: string): boolean {
  const within = folded(text);
  return wordsOf(query).every((word) => within.includes(word));
}

/**
 * Questions whose number, short label, wording or answers hold every word of the query: first the
 * one of that number, then those whose label holds all words, then the wording, then the rest;
 * survey order within. An empty query finds all of them as they stand.
 */
export function searchQuestions(questions: readonly Question[], query: string): Question[] {
  const words = wordsOf(query);
  if (words.length === 0) return [...questions];
  const ranked: { question: Question; rank: number }[] = [];
  for (const question of questions) {
    const id = question.id.toLowerCase();
    const { short, text, options } = bothWordings(question);
    const fields = [id, short, text, options];
    if (!holdsAll(fields.join('\n'), query)) continue;
    ranked.push({
      question,
      rank:
        words.length === 1 && id === words[0]
          ? 0
          : holdsAll(short, query)
            ? 1
            : holdsAll(text, query)
              ? 2
              : 3
    });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ question }) => question);
}

/** The reader's words and the English: either finds it. */
function bothWordings(question: Question) {
  const shown = shownQuestion(question);
  const each = shown === question ? [question] : [shown, question];
  const joined = (part: (one: Question) => string) => each.map(part).join('\n');
  return {
    short: joined(({ short }) => short),
    text: joined(({ text }) => text),
    options: joined(({ options }) => options.join('\n'))
  };
}
