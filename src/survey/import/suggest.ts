import type { Question, QuestionId } from '../../core/survey/types.ts';
import { plainName, type CountryIndex } from './countryNames.ts';
import { jointVariable } from './jointVariables.ts';
import type { Mapping, OptionMeaning, QuestionMapping, Tally, TallyQuestion } from './types.ts';

/** Words that say nothing about what a question asks. */
const COMMON = new Set(
  'a an and any are as at be by can do for from has have how i in is it of on or please say that the them they this to what which with would you your'.split(
    ' '
  )
);
/** Share of common words from which a question of the file is taken for one of the survey's. */
const SURE = 0.5;

const DONT_KNOW = /^(dk|don ?t know|do not know|not sure|unsure)\b|\bdon ?t know\b/;
const NO_ANSWER =
  /^(na|no answer|refused|refusal|no response|missing.*|not answered)\b|\bno answer\b|\brefused\b/;
const NOT_ASKED = /\b(not asked|not applicable|inapplicable|not available)\b/;

/** A first mapping of what the file calls things; everything in it can be changed by the reader. */
export function suggestMapping(
  tally: Tally,
  questions: readonly Question[],
  countries: CountryIndex
): Mapping {
  const byId = new Map(questions.map((question) => [question.id.toUpperCase(), question]));
  const profiles = questions.map((question) => ({ question, words: wordsOf(question.text) }));
  const taken = new Set<QuestionId>();
  return {
    countries: tally.countries.map(({ label }) => countries.find(label)),
    questions: tally.questions.map((entry) => {
      const id = questionById(entry.label, byId) ?? questionByText(entry, profiles);
      // A column that is no question of the survey is nothing to decide on, one by one.
      if (!id) return tally.kind === 'long' ? null : 'skip';
      if (taken.has(id.id)) return 'skip';
      taken.add(id.id);
      return mapOptions(entry, id);
    })
  };
}

function questionById(label: string, byId: ReadonlyMap<string, Question>): Question | undefined {
  const name = label.trim().toUpperCase();
  // Harmonised WVS-7 columns end in P or E (Q260, Q289CS9); those differ from the question itself.
  const direct = byId.get(name) ?? byId.get(/^(Q\d+)\b/.exec(name)?.[1] ?? '');
  if (direct) return direct;
  const joint = jointVariable(name);
  return joint ? byId.get(joint.id) : undefined;
}

interface Profile {
  question: Question;
  words: ReadonlySet<string>;
}

function questionByText(entry: TallyQuestion, profiles: readonly Profile[]): Question | undefined {
  const words = wordsOf(entry.label);
  if (words.size < 3) return undefined;
  const substantive = entry.options.filter(({ label }) => missingMeaning(label) === null).length;
  let best: { question: Question; score: number } | undefined;
  for (const { question, words: other } of profiles) {
    if (question.codes.length !== substantive) continue;
    const shared = [...other].filter((word) => words.has(word)).length;
    const score = shared / Math.sqrt(words.size * other.size);
    if (score >= SURE && score > (best?.score ?? 0)) best = { question, score };
  }
  return best?.question;
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    plainName(text)
      .split(' ')
      .filter((word) => word !== '' && !COMMON.has(word))
  );

/** Maps a file's options to a question's codes: by code, else by text, else by order. */
export function mapOptions(entry: TallyQuestion, question: Question): QuestionMapping {
  const joint = jointVariable(entry.label);
  const meanings = entry.options.map(({ label }): OptionMeaning => {
    const number = /^(-?\d+)\b/.exec(label.trim())?.[1];
    if (number !== undefined) {
      const code = Number(number) === 0 && joint ? (joint.zeroIs ?? 0) : Number(number);
      if (question.codes.includes(code)) return { code };
      if (code < 0) return code === -1 ? 'dont-know' : code === -2 ? 'no-answer' : 'skip';
      return null;
    }
    const missing = missingMeaning(label);
    if (missing) return missing;
    const place = question.options.findIndex((option) => plainName(option) === plainName(label));
    const code = question.codes[place];
    return code === undefined ? null : { code };
  });
  return { id: question.id, options: byOrder(entry, meanings, question) };
}

/**
 * Options whose words are not the survey's stand in its order where their number is right and none
 * of them was recognised as standing elsewhere.
 */
function byOrder(
  entry: TallyQuestion,
  meanings: OptionMeaning[],
  { codes }: Question
): OptionMeaning[] {
  const substantive = meanings.flatMap((meaning, k) =>
    meaning === null || typeof meaning === 'object' ? [k] : []
  );
  const texts = substantive.every((k) => !/^-?\d/.test(entry.options[k]?.label ?? ''));
  if (!texts || substantive.length !== codes.length) return meanings;
  const fits = substantive.every((k, place) => {
    const meaning = meanings[k];
    return !meaning || typeof meaning !== 'object' || meaning.code === codes[place];
  });
  if (!fits) return meanings;
  return meanings.map((meaning, k) => {
    const code = codes[substantive.indexOf(k)];
    return code === undefined ? meaning : { code };
  });
}

function missingMeaning(label: string): 'dont-know' | 'no-answer' | 'skip' | null {
  const plain = plainName(label);
  if (NOT_ASKED.test(plain)) return 'skip';
  if (NO_ANSWER.test(plain)) return DONT_KNOW.test(plain) ? 'dont-know' : 'no-answer';
  return DONT_KNOW.test(plain) ? 'dont-know' : null;
}
