/** More options than this stand in two columns. */
const LONG = 7;
/** "10 (very important)": the words stand at the plot's end as well. */
const NUMBERED = /^(\d+) \(.+\)$/;

/** More answers than this have no room twice beside one another. */
const FEW = 4;

/**
 * A table's options, cut into columns of equal height; each keeps its place in the question.
 * @param answers that each option has a share in
 */
export function tableParts<Option extends { words: string; said: boolean }>(
  options: readonly Option[],
  answers: number
): (Option & { index: number })[][] {
  const numbered = options.map((option, index) => ({ ...option, index }));
  // Options of many words have no room beside one another.
  const narrow = options.every(({ words }) => printedOption(words).length <= 4);
  if (options.length <= LONG || !narrow || answers > FEW) return [numbered];
  const half = Math.ceil(options.length / 2);
  return [numbered.slice(0, half), numbered.slice(half)];
}

/** An option as it stands in a printed table. */
export function printedOption(words: string): string {
  return NUMBERED.exec(words)?.[1] ?? words;
}
