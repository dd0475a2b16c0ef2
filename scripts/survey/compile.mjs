import { createHash } from 'node:crypto';

/**
 * @typedef {import('./read.mjs').Sources} Sources
 * @typedef {import('../../src/survey/compact.ts').CompactSurvey} CompactSurvey
 * @typedef {import('../../src/survey/compact.ts').CompactFigures} CompactFigures
 * @typedef {import('../../src/survey/compact.ts').CompactColumn} CompactColumn
 */

/** World Bank fiscal year of the income groups in countries.csv (July 2022 to June 2023). */
const INCOME_YEAR = 2023;
const SHARE_UNIT = 10_000;

/**
 * The compact files' text from checked sources; the same sources give the same bytes.
 * @param {Sources} sources
 * @returns {{ survey: string, figures: string }}
 */
export function compile(sources) {
  const figures = JSON.stringify(compileFigures(sources));
  const unhashed = {
    format: /** @type {const} */ (1),
    id: 'wvs7-evs2017',
    name: 'World Values Survey 7 and European Values Study 2017',
    incomeYear: INCOME_YEAR,
    countries: compileCountries(sources),
    questions: compileQuestions(sources),
    topicsPaper: Object.fromEntries(
      sources.questions.flatMap(({ id, topicPaper }) => (topicPaper ? [[id, topicPaper]] : []))
    ),
    caveats: sources.caveats
  };
  const hash = hashOf(JSON.stringify(unhashed), figures);
  /** @type {CompactSurvey} */
  const survey = { ...unhashed, hash };
  return { survey: JSON.stringify(survey), figures };
}

/**
 * @param {string} survey
 * @param {string} figures
 */
const hashOf = (survey, figures) =>
  createHash('sha256').update(survey).update('\n').update(figures).digest('hex');

/**
 * @param {Sources} sources
 * @returns {CompactSurvey['countries']}
 */
function compileCountries({ countries }) {
  return countries
    .map(({ code, numeric, name, region, income, zone, fieldworkYears }) => ({
      ...{ code, numeric, name, region, income, zone, fieldworkYears }
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {Sources} sources
 * @returns {CompactSurvey['questions']}
 */
function compileQuestions({ questions, wording }) {
  const worded = new Map(
    wording.flatMap((file) =>
      file.questions.map((record) => [record.id, { topic: file.topic, ...record }])
    )
  );
  return questions.map(({ id, codes }) => {
    const record = worded.get(id);
    if (!record) throw new Error(`${id} has figures but no wording`);
    const { topic, short, text, options, leadIn, continuations, scale, higher } = record;
    return {
      ...{ id, topic, short, text, codes, options, leadIn, continuations, scale, higher },
      ...(record.behaviour && { use: /** @type {const} */ ('behaviour') })
    };
  });
}

/**
 * @param {Sources} sources
 * @returns {CompactFigures}
 */
function compileFigures({ countries, questions, figures }) {
  const codes = countries.map(({ code }) => code).sort();
  const origins = [...new Set(figures.map(originOf))].sort();
  /** @type {CompactFigures['questions']} */
  const columns = {};
  for (const { id } of questions) {
    const rows = figures
      .filter(({ question }) => question === id)
      .map((figure) => ({ figure, place: codes.indexOf(figure.country) }))
      .sort((a, b) => a.place - b.place);
    columns[id] = {
      country: rows.map(({ place }, index) => place - (rows[index - 1]?.place ?? -1)),
      origin: rows.map(({ figure }) => origins.indexOf(originOf(figure))),
      dontKnow: rows.map(({ figure }) => units(figure.dontKnow)),
      noAnswer: rows.map(({ figure }) => units(figure.noAnswer)),
      n: rows.map(({ figure }) => figure.n ?? -1),
      p: rows.flatMap(({ figure }) => figure.shares.map(units))
    };
  }
  return {
    format: 1,
    countries: codes,
    origins: origins.map((origin) => JSON.parse(origin)),
    questions: columns
  };
}

/** @param {import('./read.mjs').SourceFigure} figure */
const originOf = ({ source, wave, weighted }) => JSON.stringify({ source, wave, weighted });
/** @param {number | null} share */
const units = (share) => (share === null ? -1 : Math.round(share * SHARE_UNIT));
