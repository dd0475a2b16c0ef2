import { largestFlow } from '../../measures/largestFlow.ts';
import type { Distribution } from '../../survey/types.ts';
import {
  distanceFromPeople,
  moversOf,
  movesOf,
  reachOfRow,
  wholePercent,
  zeroOfRow,
  type RowAnswers,
  type RowMove
} from './rowPlaces.ts';

/** An option's share before and after, in whole hundredths as the bars beside it state them. */
export interface ShareMove {
  option: number;
  before: number;
  after: number;
}

/** What may be said of one answer against the zero. */
export interface RowSentence {
  /** The option that the largest flow leaves; null where its stated share does not fall. */
  falls: ShareMove | null;
  /** The option that it arrives at; null where its stated share does not rise. */
  rises: ShareMove | null;
  /**
   * Beyond what the zero's answers do among themselves, or within it; `still` where these agree so well
   * that a move that reads as none is more. Null where that is unknown.
   */
  reach: 'beyond' | 'within' | 'still' | null;
  /** Is the answer nearer to people than the zero is, by the distances as stated? Null without people. */
  people: 'nearer' | 'farther' | 'same' | null;
}

/** One sentence for each mover: a picture, or without pictures the name. Empty without a zero. */
export function rowSentences(row: RowAnswers): RowSentence[] {
  const zero = zeroOfRow(row);
  if (!zero) return [];
  const moves = movesOf(row);
  const before = distanceFromPeople(row, zero);
  return moversOf(row).map((own, index) => {
    const move = moves[index];
    const reach = reachOfRow(row);
    return {
      ...shareMoves(row, zero, own),
      reach: move && reach !== null ? reachVerdict(move, reach) : null,
      people: compared(before, move?.fromPeople ?? null)
    };
  });
}

function shareMoves(
  { scale }: Pick<RowAnswers, 'scale'>,
  zero: Distribution,
  own: Distribution
): Pick<RowSentence, 'falls' | 'rises'> {
  const flow = largestFlow(scale, zero, own);
  const moveOf = (option: number): ShareMove => ({
    option,
    before: wholePercent(zero[option] ?? 0),
    after: wholePercent(own[option] ?? 0)
  });
  const falls = flow && moveOf(flow.from);
  const rises = flow && moveOf(flow.to);
  return {
    falls: falls && falls.after < falls.before ? falls : null,
    rises: rises && rises.after > rises.before ? rises : null
  };
}

function reachVerdict({ beyond, size }: RowMove, reach: number): RowSentence['reach'] {
  if (beyond) return 'beyond';
  return size > reach ? 'still' : 'within';
}

function compared(before: number | null, after: number | null): RowSentence['people'] {
  if (before === null || after === null) return null;
  const [was, is] = [wholePercent(before), wholePercent(after)];
  return is === was ? 'same' : is < was ? 'nearer' : 'farther';
}

/** What is said of each of several pictures, in few words. */
export interface SeveralSentence {
  /** Of each picture (an index) beyond the zero's reach, its larger change. */
  said: readonly {
    picture: number;
    way: 'falls' | 'rises';
    move: ShareMove;
    /** The same option from the same share as the picture before: only where to need be said. */
    again: boolean;
  }[];
  /** Pictures that stay within the zero's reach, and those that hardly move. */
  within: readonly number[];
  still: readonly number[];
}

/** @param shown the pictures that are spoken of, as indexes into `sentences` */
export function severalSentence(
  sentences: readonly RowSentence[],
  shown: readonly number[]
): SeveralSentence {
  const said: SeveralSentence['said'][number][] = [];
  const within: number[] = [];
  const still: number[] = [];
  for (const picture of shown) {
    const sentence = sentences[picture];
    if (!sentence) continue;
    const larger = largerChange(sentence);
    if (sentence.reach === 'within') within.push(picture);
    else if (!larger || sentence.reach === 'still') still.push(picture);
    else {
      const last = said.at(-1);
      const again = last?.way === larger.way && last.move.option === larger.move.option;
      said.push({ picture, ...larger, again });
    }
  }
  return { said, within, still };
}

function largerChange({
  falls,
  rises
}: RowSentence): { way: 'falls' | 'rises'; move: ShareMove } | null {
  const change = (move: ShareMove | null) => (move ? Math.abs(move.after - move.before) : 0);
  if (falls && change(falls) >= change(rises)) return { way: 'falls', move: falls };
  return rises && { way: 'rises', move: rises };
}

/** The most pictures that a row draws and names; of more the largest movements are. */
const MOST_PICTURES = 4;
const OF_MORE = 3;

/** Which of several pictures a row shows, in the order of their letters: all of four, of more three. */
export function shownPictures(moves: readonly { size: number }[]): number[] {
  const all = moves.map((_, index) => index);
  if (moves.length <= MOST_PICTURES) return all;
  const bySize = [...all].sort((a, b) => (moves[b]?.size ?? 0) - (moves[a]?.size ?? 0) || a - b);
  return bySize.slice(0, OF_MORE).sort((a, b) => a - b);
}
