import { t } from '../../i18n.ts';

/** What the sentence leaves to the reader. */
export const CHIPS = ['picture', 'told', 'model', 'questions', 'country'] as const;
export type Chip = (typeof CHIPS)[number];

/** A stretch of the sentence: words, or a chip with the signs that must not leave its side. */
export type SentencePart = { words: string } | { chip: Chip; before: string; after: string };

/** Stands around a chip's name in the sentence: no language writes it. */
const MARK = '\u0000';

const CHIP_MARKS = Object.fromEntries(
  CHIPS.map((chip) => [chip, `${MARK}${chip}${MARK}`])
) as Record<Chip, string>;

/** The sentence with a mark for each chip: pictures are shown, a model that reads words only is told. */
export const sentenceFor = (wordsOnly: boolean): string =>
  t(wordsOnly ? 'form.sentenceWords' : 'form.sentence', CHIP_MARKS);

/**
 * The sentence in pieces, in whatever order its language has them.
 * @param sentence with `CHIP_MARKS` where the chips belong
 */
export function sentenceParts(sentence: string): SentencePart[] {
  // Blanks are where a line may break: what stands between two of them stays together.
  return sentence.split(/(\s+)/).reduce<SentencePart[]>((parts, piece) => {
    const [before = '', chip, after = ''] = piece.split(MARK);
    if (chip !== undefined) return [...parts, { chip: chip as Chip, before, after }];
    const last = parts.at(-1);
    if (last && 'words' in last) last.words += piece;
    else if (piece !== '') parts.push({ words: piece });
    return parts;
  }, []);
}
