/** More options than this stand in two columns. */
const LONG = 7;
/** "10 (very important)". */
const NUMBERED = /^(\d+) \(.+\)$/;

/** More answers than this have no room twice beside one another. */
const FEW = 4;

/**
 * A table's options as paper says them, cut into columns of equal height; each keeps its place in the
 * question.
 * @param answers that each option has a share in
 */
export function tableParts<Option extends { words: string; said: boolean }>(
  options: readonly Option[],
  answers: number
): (Option & { index: number })[][] {
  const last = options.length - 1;
  const numbered = options.map((option, index) => ({
    ...{ ...option, index },
    // The words of the ends stand at the plot's ends.
    words: index === 0 || index === last ? numberOf(option.words) : option.words
  }));
  // Options of many words have no room beside one another.
  const narrow = numbered.every(({ words }) => words.length <= 4);
  if (options.length <= LONG || !narrow || answers > FEW) return [numbered];
  const half = Math.ceil(options.length / 2);
  return [numbered.slice(0, half), numbered.slice(half)];
}

const numberOf = (words: string) => NUMBERED.exec(words)?.[1] ?? words;
