/** A text of tokens that are all ruled out by the lowest number of 32 bits has more than this. */
export const LEAST_LOGPROB = -1e42;
/** No option and no name has more tokens. */
const MOST_TOKENS = 100_000;
const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** The number that a cell holds in full; NaN where it holds none. */
const decimal = (cell = '') => (DECIMAL.test(cell) ? Number(cell) : NaN);

/** A natural logarithm of a probability; NaN where a cell holds none that a model gives. */
export function logprobIn(cell: string | undefined): number {
  const value = decimal(cell);
  return value <= 0 && value >= LEAST_LOGPROB ? value : NaN;
}

/** How many tokens; NaN where a cell holds no such count. */
export function tokensIn(cell: string | undefined): number {
  const value = decimal(cell);
  return Number.isInteger(value) && value > 0 && value <= MOST_TOKENS ? value : NaN;
}
