/**
 * @typedef {import('./read.mjs').Sources} Sources
 * @typedef {import('./read.mjs').WordingRecord} WordingRecord
 */

const FIELDS =
  'id short text options leadIn continuations scale higher note scaleNote behaviour'.split(' ');

/** @param {string} text */
const words = (text) => text.trim().split(/\s+/).length;
/** @param {readonly string[]} texts */
const isUnique = (texts) => new Set(texts.map((text) => text.toLowerCase())).size === texts.length;

/**
 * Faults of the wording: every question once, short enough, its answers one for each code.
 * @param {Sources} sources
 * @returns {string[]}
 */
export function checkWording({ wording, questions }) {
  const records = wording.flatMap((file) => file.questions);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const problems = [];
  for (const record of records) {
    const source = byId.get(record.id);
    const faults = source ? checkRecord(record, source) : ['is not in the survey'];
    problems.push(...faults.map((fault) => `${record.id}: ${fault}`));
  }
  for (const { id } of questions)
    if (records.filter((record) => record.id === id).length !== 1)
      problems.push(`${id}: needs exactly one wording`);
  for (const name of /** @type {const} */ (['text', 'short', 'leadIn']))
    if (!isUnique(records.map((record) => record[name])))
      problems.push(`wording: two questions share one ${name}`);
  return problems;
}

/**
 * @param {WordingRecord} record
 * @param {Sources['questions'][number]} source
 */
function checkRecord(record, source) {
  const { short, text, options, leadIn, continuations, scale, higher } = record;
  /** @type {[boolean, string][]} */
  const rules = [
    [Object.keys(record).every((field) => FIELDS.includes(field)), 'has an unknown field'],
    [words(short) <= 7, 'short has more than 7 words'],
    [words(text) >= 4 && words(text) <= 40, 'text is not 4 to 40 words'],
    [text.endsWith('?'), 'text does not ask'],
    [options.length === source.codes.length, 'options do not fit the codes'],
    [continuations.length === source.codes.length, 'continuations do not fit the codes'],
    [isUnique(options) && isUnique(continuations), 'two answers are the same'],
    [options.every((option) => option === option.trim() && words(option) <= 14), 'option form'],
    [/\w$/.test(leadIn) && words(leadIn) >= 2 && words(leadIn) <= 25, 'leadIn form'],
    [continuations.every(isContinuation), 'continuation form'],
    [isPrefixFree(continuations), 'a continuation starts another one'],
    [scale === 'ordinal' || scale === 'nominal', 'scale'],
    [(scale === 'ordinal') === (higher !== null), 'higher does not fit the scale'],
    [scale === (source.scale ?? 'nominal') || !!record.scaleNote, 'scaleNote is missing']
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** @param {string} text */
const isContinuation = (text) => /^ \S.*[^\s.]$/.test(text) && words(text) <= 14;

/** @param {readonly string[]} texts */
const isPrefixFree = (texts) =>
  texts.every((a, i) => texts.every((b, k) => i === k || !b.startsWith(a)));
