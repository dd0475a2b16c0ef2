import type { Question } from '../../core/survey/types.ts';
import { currentLocale } from '../i18n.ts';
import type { ShownQuestion } from '../survey/surveyWords.ts';

type Worded = Pick<Question, 'options' | 'continuations'> & Pick<ShownQuestion, 'asked'>;

/** "10 (very important)": a step of a scale of numbers that has words too. */
const NUMBERED = /^\d+ ?[(（](.+)[)）]$/;

/** An option as it stands inside a sentence: "very important", but "I trust them" and "France". */
export function optionInside({ options, continuations, asked }: Worded, index: number): string {
  const option = options[index] ?? '';
  if (asked) return translatedInside(option, asked, index);
  const first = /^\p{L}+/u.exec(option)?.[0] ?? '';
  // A data set without answer sentences does not tell which words are names: they stay as they are.
  const answer = continuations[index];
  const isName = answer === undefined || answer.split(/[^\p{L}]+/u).includes(first);
  if (first === '' || first === 'I' || (first === first.toUpperCase() && first.length > 1))
    return option;
  return isName ? option : option.charAt(0).toLowerCase() + option.slice(1);
}

/** German nouns that options begin with: they have their capital everywhere. */
const GERMAN_NOUN =
  /^(Freiheit|Gleichheit|Ideen|Klimawandel|Menschen|Menschenrechte|Mitglied|Schutz|Sicherheit|Wirtschaftswachstum|Zerstörung)\b/;

/** As the English: a name keeps its capital. "I" has one in English alone. */
function translatedInside(option: string, asked: Question, index: number): string {
  const locale = currentLocale();
  const english = asked.options[index] ?? '';
  const kept = optionInside(asked, index) === english && !english.startsWith('I ');
  if (kept || (locale.startsWith('de') && GERMAN_NOUN.test(option))) return option;
  return option.charAt(0).toLocaleLowerCase(locale) + option.slice(1);
}

/** What stands at an end of the axis: the words alone where the option has a number too. */
export function endWords(question: Worded, end: 'first' | 'last'): string {
  const index = end === 'first' ? 0 : question.options.length - 1;
  return NUMBERED.exec(question.options[index] ?? '')?.[1] ?? optionInside(question, index);
}

/** With a capital at the beginning of a sentence, behind a quotation mark too. */
export function capitalised(text: string): string {
  return text.replace(/^[“"„«]?\s*\p{L}/u, (start) => start.toUpperCase());
}
