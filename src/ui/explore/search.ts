import type { Question } from '../../core/survey/types.ts';

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
    const fields = [id, question.short, question.text, question.options.join('\n')];
    if (!holdsAll(fields.join('\n'), query)) continue;
    ranked.push({
      question,
      rank:
        words.length === 1 && id === words[0]
          ? 0
          : holdsAll(question.short, query)
            ? 1
            : holdsAll(question.text, query)
              ? 2
              : 3
    });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ question }) => question);
}
