import type { RowAnswers } from '../../core/study/sentences/rowPlaces.ts';
import type { Distribution } from '../../core/survey/types.ts';
import type { ShownQuestion } from '../survey/surveyWords.ts';

/** What a movement is measured from: blank pictures, the name's own sentence without it, no picture, the name. */
export type ZeroKind = 'blank' | 'frame' | 'neutral' | 'country';

/** What a row calls the thing that was shown, or told in words. */
export type RowNoun = 'flag' | 'picture' | 'pictures' | 'photo' | 'emoji' | 'words';

/** A picture whose answer a row draws. */
export interface RowPicture {
  /** Its cue's key. */
  key: string;
  name: string;
  /** "A", "B", ... where a row holds several; null for the only one. */
  letter: string | null;
  distribution: Distribution;
}

/**
 * All that a row draws of one question, wherever it stands: in the Lab, a study, Explore. What is
 * missing (not asked, not answered yet, no figure) is null or empty, and the row does without it.
 */
export interface RowInput {
  question: ShownQuestion;
  /** The answers whose mean is the zero, and what they are; the three blanks make the band. */
  zero: { kind: ZeroKind; answers: readonly Distribution[] };
  neutral: Distribution | null;
  name: Distribution | null;
  /** In the order of their letters. Without pictures the name is what moved. */
  pictures: readonly RowPicture[];
  /** What people answered, the country by its name; one country's in the Lab, several in Explore. */
  people: readonly { country: string; distribution: Distribution }[];
  /** People of all other countries, as thin lines without names; Explore's. */
  others?: readonly Distribution[];
}

/** The row's answers without their names, as the rules of core take them. */
export function answersOfRow({
  question,
  zero,
  neutral,
  name,
  pictures,
  people
}: RowInput): RowAnswers {
  return {
    scale: question.scale,
    zeros: zero.answers,
    neutral,
    name,
    pictures: pictures.map(({ distribution }) => distribution),
    people: people.map(({ distribution }) => distribution)
  };
}

/** What the answer without a cue lacks: a picture, a name, or the words that stand for a picture. */
export function bareOf({ pictures }: RowInput, noun: RowNoun): 'neutral' | 'nothing' | 'untold' {
  if (pictures.length === 0) return 'nothing';
  return noun === 'words' ? 'untold' : 'neutral';
}
