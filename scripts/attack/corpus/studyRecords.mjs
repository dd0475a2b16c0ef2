/** Studies' records as the store has them, with something in them that no study has. */
import { times } from './input.mjs';
import { studyParts } from './studyParts.mjs';

/** @typedef {import('./input.mjs').GivenRecord} GivenRecord */

const SCRIPT = '<img src=x onerror=alert(1)>';
const LONG = { $: 'long', text: 'x', times: 5_000_000 };
const NAN = { $: 'number', text: 'NaN' };

/** @returns {any} a study's record, as the store has it */
export const storedStudy = () => {
  const { study, manifest } = studyParts();
  const [run] = manifest.models;
  return {
    ...{ id: 'hostile', study: { ...study, id: 'hostile' }, updatedAt: 1, removedAt: null },
    ...{ origin: 'imported', runs: { [run.model]: run } }
  };
};
/** @param {(record: any) => void} change @returns {() => GivenRecord[]} */
export const withStudy = (change) => () => {
  const value = storedStudy();
  change(value);
  return [{ store: 'studies', value }];
};
const HASH = '0'.repeat(32);
/** @param {Record<string, unknown>} change @returns {() => GivenRecord[]} */
export const withSegment = (change) => () => [
  { store: 'studies', value: storedStudy() },
  {
    store: 'studySegments',
    value: {
      ...{
        study: 'hostile',
        id: 'a'.repeat(64),
        questions: HASH,
        layout: { $: 'shorts', of: [0] }
      },
      ...{ layouts: [{ readout: 'letter', shown: 4, orders: [[0, 1, 2, 3]] }] },
      ...{ values: { $: 'floats', of: [-1, -2, -3, -4] } },
      ...change
    }
  }
];

/** @type {[string, (record: any) => void][]} */
export const STUDY_CHANGES = [
  ['null-study', (r) => (r.study = null)],
  ['study-text', (r) => (r.study = 'x')],
  ['study-empty', (r) => (r.study = {})],
  ['name-missing', (r) => delete r.study.name],
  ['name-number', (r) => (r.study.name = 5)],
  ['name-markup', (r) => (r.study.name = SCRIPT)],
  ['name-long', (r) => (r.study.name = LONG)],
  ['id-other', (r) => (r.study.id = 'other')],
  ['id-prototype', (r) => (r.id = r.study.id = '__proto__')],
  ['id-odd', (r) => (r.id = r.study.id = '../%2F?#<b>')],
  ['models-missing', (r) => delete r.study.models],
  ['models-text', (r) => (r.study.models = 'x')],
  ['countries-null', (r) => (r.study.countries = null)],
  ['countries-twice', (r) => r.study.countries.push(r.study.countries[0])],
  ['countries-none', (r) => (r.study.countries = [{ code: 'XXX', name: 'x' }])],
  ['pictures-none', (r) => (r.study.pictures = [null])],
  [
    'pictures-20000',
    (r) =>
      (r.study.pictures = times(20_000, (n) => ({
        id: String(n).padStart(64, '0'),
        name: 'p',
        country: 'BRA',
        category: null,
        incomeUsdPerMonth: null,
        licence: null,
        source: null,
        included: 'yes'
      })))
  ],
  ['questions-none', (r) => (r.study.questions = ['Q99999', '__proto__'])],
  ['questions-empty', (r) => (r.study.questions = [])],
  ['cues-odd', (r) => (r.study.cues = ['evil'])],
  ['templates-empty', (r) => (r.study.templates = [])],
  ['metric-odd', (r) => (r.study.metric = 'constructor')],
  ['survey-gone', (r) => (r.study.survey = { id: 'x', name: 'x', hash: 'f'.repeat(64) })],
  ['survey-null', (r) => (r.study.survey = null)],
  ['gate-null', (r) => (r.study.gate = null)],
  ['seed-nan', (r) => (r.study.seed = NAN)],
  ['runs-null', (r) => (r.runs = null)],
  ['runs-missing', (r) => delete r.runs],
  ['runs-prototype', (r) => (r.runs = { constructor: {} })],
  ['plans-odd', (r) => (r.plans = [{ sha256: 5 }])],
  ['plans-text', (r) => (r.plans = 'x')],
  ['updated-nan', (r) => (r.updatedAt = NAN)],
  ['updated-text', (r) => (r.updatedAt = 'yesterday')],
  ['created-odd', (r) => (r.study.createdAt = 'never')],
  ['origin-odd', (r) => (r.origin = 'elsewhere')]
];
