import { readFileSync, readdirSync } from 'node:fs';
import { csvParse } from 'd3-dsv';

/**
 * @typedef {import('../../src/core/survey/topics.ts').Topic} Topic
 * @typedef {Omit<import('../../src/core/survey/types.ts').Question, 'topic' | 'codes' | 'use'>} WordedFields
 * @typedef {WordedFields & { note?: string, scaleNote?: string, behaviour?: string }} WordingRecord
 *   one question as worded by hand; notes tell a doubt and how it was settled, `behaviour` why a
 *   question is not about a value
 * @typedef {{ topic: Topic, questions: WordingRecord[] }} WordingFile
 * @typedef {{ id: string, codes: number[], scale: string | null, topicPaper: Topic | null,
 *   joint: boolean }} SourceQuestion  `joint`: asked by EVS and WVS alike
 * @typedef {import('../../src/core/survey/types.ts').Country & { questions: number, note: string }}
 *   SourceCountry
 * @typedef {{ country: string, question: string, source: string, wave: string, weighted: boolean,
 *   dontKnow: number | null, noAnswer: number | null, n: number | null, shares: number[] }}
 *   SourceFigure
 * @typedef {import('../../src/survey/compact.ts').CompactSurvey['caveats'][number]} SourceCaveat
 * @typedef {{ wording: WordingFile[], questions: SourceQuestion[], countries: SourceCountry[],
 *   figures: SourceFigure[], caveats: SourceCaveat[] }} Sources
 */

const folder = new URL('../../src/survey/', import.meta.url);

/** @param {string} name */
const table = (name) => csvParse(readFileSync(new URL(`source/${name}.csv`, folder), 'utf8'));
/** @param {string | undefined} cell */
const text = (cell) => cell ?? '';
/** @param {string | undefined} cell */
const numberOrNull = (cell) => (cell ? Number(cell) : null);
/** @param {string | undefined} cell */
const numbers = (cell) => text(cell).split(' ').filter(Boolean).map(Number);

/**
 * Everything the data set is built from, as typed rows; no check beyond the columns.
 * @returns {Sources}
 */
export function readSources() {
  return {
    wording: readWording(),
    questions: table('questions').map((row) => ({
      id: text(row['id']),
      codes: numbers(row['codes']),
      scale: row['scale'] || null,
      topicPaper: /** @type {Topic | null} */ (row['topicPaper'] || null),
      joint: row['jointEvsWvs'] === 'yes'
    })),
    countries: table('countries').map((row) => ({
      code: text(row['code']),
      numeric: text(row['numeric']),
      name: text(row['name']),
      region: text(row['region']),
      income: row['income'] || null,
      zone: row['zone'] || null,
      fieldworkYears: numbers(row['fieldworkYears']),
      questions: Number(row['questions']),
      note: text(row['note'])
    })),
    figures: table('figures').map((row) => ({
      country: text(row['country']),
      question: text(row['question']),
      source: text(row['source']),
      wave: text(row['wave']),
      weighted: row['weighted'] === 'yes',
      dontKnow: numberOrNull(row['dontKnow']),
      noAnswer: numberOrNull(row['noAnswer']),
      n: numberOrNull(row['n']),
      shares: numbers(row['shares'])
    })),
    caveats: table('caveats').map((row) => ({
      caveat: /** @type {SourceCaveat['caveat']} */ (text(row['caveat'])),
      country: text(row['country']),
      questions: text(row['questions']).split(' ')
    }))
  };
}

/** @returns {WordingFile[]} */
function readWording() {
  const wording = new URL('wording/', folder);
  return readdirSync(wording)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map(
      (name) =>
        /** @type {WordingFile} */ (JSON.parse(readFileSync(new URL(name, wording), 'utf8')))
    );
}
