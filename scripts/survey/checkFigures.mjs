/**
 * @typedef {import('./read.mjs').Sources} Sources
 * @typedef {import('./read.mjs').SourceFigure} SourceFigure
 */

/** Shares have four decimals: eleven of them may miss 1 by half a unit each. */
const ROUNDING = 11 * 0.00005 + 1e-9;

/**
 * Faults of the figures and countries: unknown names, doubles, impossible shares, lost rows.
 * @param {Sources} sources
 * @returns {string[]}
 */
export function checkFigures({ questions, countries, figures, caveats }) {
  const codes = new Map(questions.map((question) => [question.id, question.codes]));
  const known = new Set(countries.map(({ code }) => code));
  const seen = new Set();
  const problems = [];
  for (const figure of figures) {
    const where = `${figure.country} ${figure.question}`;
    if (!known.has(figure.country)) problems.push(`${where}: unknown country`);
    if (seen.has(where)) problems.push(`${where}: twice in the figures`);
    seen.add(where);
    if (figure.shares.length !== codes.get(figure.question)?.length)
      problems.push(`${where}: ${figure.shares.length} shares do not fit the question’s codes`);
    problems.push(...checkShares(figure).map((fault) => `${where}: ${fault}`));
  }
  for (const { caveat, country, questions: ids } of caveats)
    for (const id of ids)
      if (!seen.has(`${country} ${id}`))
        problems.push(`${country} ${id}: ${caveat}, but no figure`);
  return [...problems, ...checkCountries(countries, figures), ...checkCodes(questions)];
}

/** @param {SourceFigure} figure */
function checkShares({ shares, dontKnow, noAnswer, n }) {
  const faults = [];
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!shares.every((share) => share >= 0 && share <= 1)) faults.push('a share is not in [0, 1]');
  if (!(Math.abs(sum - 1) <= ROUNDING)) faults.push(`shares sum to ${sum}`);
  for (const share of [dontKnow, noAnswer])
    if (share !== null && !(share >= 0 && share <= 1)) faults.push(`missing share ${share}`);
  if (n !== null && !(Number.isInteger(n) && n > 0)) faults.push(`${n} respondents`);
  return faults;
}

/**
 * @param {Sources['countries']} countries
 * @param {SourceFigure[]} figures
 */
function checkCountries(countries, figures) {
  const problems = [];
  for (const { code, numeric, region, fieldworkYears, questions } of countries) {
    const rows = figures.filter(({ country }) => country === code).length;
    if (rows !== questions) problems.push(`${code}: ${rows} figures, ${questions} expected`);
    if (!/^\d{3}$/.test(numeric)) problems.push(`${code}: numeric code ${numeric}`);
    if (!region || fieldworkYears.length === 0) problems.push(`${code}: region or year is missing`);
  }
  for (const name of /** @type {const} */ (['code', 'numeric', 'name']))
    if (new Set(countries.map((country) => country[name])).size < countries.length)
      problems.push(`countries: two share one ${name}`);
  return problems;
}

/** @param {Sources['questions']} questions */
function checkCodes(questions) {
  return questions
    .filter(({ codes }) => codes.some((code, index) => code !== (codes[0] ?? 0) + index))
    .map(({ id, codes }) => `${id}: codes ${codes.join(' ')} are not consecutive`);
}
