/** What is in a study's zip whose checksums are right: numbers, names and counts that no study has. */
import * as real from '../../../test/fixtures/pictureBytes.mjs';
import { bytesOf, times } from './input.mjs';
import { withOddValue } from './mutate.mjs';
import { sha256Hex } from './studyParts.mjs';

/** @typedef {import('./studyParts.mjs').StudyParts} StudyParts */
/** @typedef {import('./input.mjs').Right} Right */
/** @typedef {(parts: StudyParts, chance: import('./random.mjs').Chance) => void} Change */

const raw = (/** @type {string} */ $raw) => ({ $raw });

/** The cells of an answer's row. @param {StudyParts} parts @param {number} line @param {number} cell @param {string} value */
function setCell({ answers }, line, cell, value) {
  const cells = (answers[line] ?? '').split(',');
  cells[cell] = value;
  answers[line] = cells.join(',');
}

const LOGPROB = 5;

/** A picture's part, its record in the study. @param {StudyParts} parts @param {Uint8Array} bytes @param {Record<string, unknown>} [change] */
function addPicture({ study, more }, bytes, change = {}) {
  const id = sha256Hex(bytes);
  more.set(`pictures/${id}.png`, bytes);
  study.pictures.push({
    ...{ id, name: 'p.png', country: 'BRA', category: 'food', incomeUsdPerMonth: null },
    ...{ licence: null, source: null, included: 'yes' },
    ...change
  });
}

/** Replaces every model's name. @param {StudyParts} parts @param {string} name */
function renameModel({ manifest, study, answers, gates }, name) {
  const old = manifest.models[0].model;
  manifest.models[0].model = name;
  for (const condition of manifest.conditions) condition.model = name;
  study.models[0].model = name;
  manifest.gates = JSON.parse(JSON.stringify(manifest.gates).replaceAll(old, name));
  answers.forEach((line, at) => (answers[at] = line.replaceAll(old, name)));
  void gates;
}

const NUMBERS = [
  '-1e999',
  '1e999',
  'NaN',
  '-Infinity',
  '0.5',
  '-0x10',
  '-1e-400',
  '',
  '-1,5',
  '−1'
];

/** @type {(readonly [string, Right, Change])[]} */
const ANSWERS = [
  ...NUMBERS.map(
    (number, at) =>
      /** @type {const} */ ([
        `answers-number-${at}`,
        number === '-1e-400' ? 'either' : 'refused',
        (/** @type {StudyParts} */ parts) => setCell(parts, 2, LOGPROB, number)
      ])
  ),
  ['answers-rows-twice', 'refused', ({ answers }) => answers.push(...answers.slice(1, 9))],
  [
    'answers-question-twice-apart',
    'refused',
    ({ answers }) => answers.push(...answers.slice(1, 17))
  ],
  ['answers-row-twice', 'refused', ({ answers }) => void answers.splice(2, 0, answers[2] ?? '')],
  ['answers-row-missing', 'refused', ({ answers }) => void answers.splice(2, 1)],
  [
    // A study opens with the numbers that it was saved with, whatever model gave them.
    'answers-mass-over-1',
    'either',
    (parts) => times(8, (n) => setCell(parts, n + 1, LOGPROB, '0'))
  ],
  ['answers-question-unknown', 'refused', (parts) => setCell(parts, 3, 2, 'constructor')],
  ['answers-condition-unknown', 'refused', (parts) => setCell(parts, 3, 0, '9')],
  ['answers-cue-huge', 'refused', (parts) => setCell(parts, 3, 1, '4294967296')],
  ['answers-order-31', 'refused', (parts) => setCell(parts, 3, 3, '31')],
  ['answers-head-other', 'refused', ({ answers }) => (answers[0] = 'a,b')],
  ['answers-quote-open', 'refused', ({ answers }) => (answers[3] = `"${answers[3]}`)],
  ['answers-zeros', 'refused', ({ answers }) => (answers[3] = '\0'.repeat(5000))],
  ['answers-line-20-MB', 'refused', ({ answers }) => answers.push('0,'.repeat(1e7))],
  ['answers-columns-100000', 'refused', ({ answers }) => (answers[2] += ',x'.repeat(100_000))],
  ['answers-none', 'either', ({ answers }) => void answers.splice(1)],
  [
    'answers-formula-in-text',
    'accepted',
    ({ answers }) =>
      answers.forEach(
        (line, at) => at && (answers[at] = `${line.split(',').slice(0, 16).join(',')},=cmd|calc`)
      )
  ],
  ['gates-garbled', 'refused', (parts) => (parts.gates += 'a,b,c,d,e,f\r\n')],
  ['gates-no-head', 'refused', (parts) => (parts.gates = 'x')],
  ['gates-wide', 'refused', (parts) => (parts.gates += ','.repeat(1e6))]
];

/** @type {(readonly [string, Right, Change])[]} */
const DOCUMENTS = [
  ['model-named-proto', 'refused', (parts) => renameModel(parts, '__proto__')],
  ['model-named-constructor', 'either', (parts) => renameModel(parts, 'constructor')],
  // Names have slashes, as in `maker/model`; none is a place in a folder.
  ['model-named-path', 'either', (parts) => renameModel(parts, '../../evil')],
  ['model-named-markup', 'either', (parts) => renameModel(parts, '<img src=x onerror=alert(1)>')],
  ['model-named-100-KB', 'refused', (parts) => renameModel(parts, 'm'.repeat(1e5))],
  [
    'models-100',
    'either',
    ({ manifest }) => (manifest.models = times(100, () => manifest.models[0]))
  ],
  [
    'models-2000',
    'refused',
    ({ manifest }) => (manifest.models = times(2000, () => manifest.models[0]))
  ],
  ['models-twice', 'refused', ({ manifest }) => manifest.models.push(manifest.models[0])],
  [
    'conditions-twice',
    'refused',
    ({ manifest }) => manifest.conditions.push(manifest.conditions[0])
  ],
  ['cues-twice', 'refused', ({ manifest }) => manifest.cues.push(...manifest.cues.slice(0, 3))],
  [
    'cues-200000',
    'refused',
    ({ manifest }) => (manifest.cues = times(200_000, () => ({ kind: 'neutral' })))
  ],
  ['questions-twice', 'refused', ({ manifest }) => manifest.questions.push(manifest.questions[0])],
  [
    'questions-10001',
    'refused',
    ({ manifest }) =>
      (manifest.questions = times(10_001, (n) => ({ ...manifest.questions[0], id: `Q${n}` })))
  ],
  ['question-without-options', 'refused', ({ manifest }) => (manifest.questions[0].options = [])],
  [
    'question-option-5-MB',
    'refused',
    ({ manifest }) => (manifest.questions[0].options[0] = 'x'.repeat(5e6))
  ],
  [
    'pictures-100000',
    'refused',
    ({ study }) =>
      (study.pictures = times(100_000, (n) => ({
        id: String(n).padStart(64, '0'),
        name: 'p',
        country: 'BRA',
        category: 'food',
        incomeUsdPerMonth: 1,
        licence: null,
        source: null,
        included: 'yes'
      })))
  ],
  [
    'pictures-twice',
    'refused',
    (parts) => {
      addPicture(parts, real.png());
      addPicture(parts, real.png());
    }
  ],
  [
    'picture-is-a-page',
    'refused',
    (parts) => addPicture(parts, bytesOf('<!doctype html><script>alert(1)</script>'))
  ],
  [
    'picture-other-name',
    'refused',
    ({ more }) => more.set(`pictures/${'a'.repeat(64)}.png`, real.png())
  ],
  [
    'picture-huge',
    'refused',
    (parts) => addPicture(parts, real.png({ width: 65_535, height: 65_535, rows: 0 }))
  ],
  [
    'picture-income-odd',
    'refused',
    (parts) => addPicture(parts, real.png(), { incomeUsdPerMonth: raw('1e999') })
  ],
  [
    // A study may be saved without its pictures.
    'picture-without-file',
    'accepted',
    ({ study }) =>
      study.pictures.push({
        id: 'b'.repeat(64),
        name: 'gone',
        country: 'BRA',
        category: 'food',
        incomeUsdPerMonth: null,
        licence: null,
        source: null,
        included: 'yes'
      })
  ],
  [
    'picture-category-proto',
    'refused',
    (parts) => addPicture(parts, real.png(), { category: '__proto__' })
  ],
  ['countries-twice', 'refused', ({ study }) => study.countries.push(study.countries[0])],
  [
    'country-unknown',
    'either',
    ({ study }) => study.countries.push({ code: 'XXX', name: 'Nowhere' })
  ],
  [
    'country-prototype',
    'either',
    ({ study }) => study.countries.push({ code: '__proto__', name: 'constructor' })
  ],
  ['study-questions-twice', 'refused', ({ study }) => study.questions.push(study.questions[0])],
  ['study-seed-1e999', 'refused', ({ study }) => (study.seed = raw('1e999'))],
  ['study-seed-half', 'either', ({ study }) => (study.seed = 0.5)],
  [
    'study-rank-minus-1',
    'refused',
    ({ study }) => (study.gate.passRank = { people: -1, other: raw('-1e999') })
  ],
  ['study-date-odd', 'refused', ({ study }) => (study.createdAt = '9999999-99-99T99:99:99Z')],
  ['study-name-5-MB', 'refused', ({ study }) => (study.name = 'n'.repeat(5e6))],
  [
    'study-name-markup',
    'accepted',
    ({ study }) => (study.name = '<script>alert(1)</script>{{name}}')
  ],
  ['study-name-empty', 'either', ({ study }) => (study.name = '')],
  [
    'study-proto-key',
    'either',
    (parts) => (parts.study = { ...parts.study, ['__proto__x']: 1, constructor: { a: 1 } })
  ],
  [
    'study-survey-other',
    'refused',
    ({ study, manifest }) => {
      study.survey.hash = manifest.survey.hash = 'c'.repeat(64);
    }
  ],
  ['study-template-5-MB', 'refused', ({ study }) => (study.templates[0].system = 'r'.repeat(5e6))],
  [
    'study-plan-forged',
    'refused',
    ({ study }) =>
      (study.plans = [{ sha256: 'd'.repeat(64), frozenAt: study.createdAt, answers: 0, plan: {} }])
  ],
  ['manifest-version-2', 'refused', ({ manifest }) => (manifest.version = 2)],
  ['manifest-format-other', 'refused', ({ manifest }) => (manifest.format = 'valueshift-survey')],
  [
    'manifest-depth-100000',
    'refused',
    ({ manifest }) => (manifest.seed = raw('['.repeat(100_000) + ']'.repeat(100_000)))
  ],
  ['manifest-seed-nan', 'refused', ({ manifest }) => (manifest.seed = raw('NaN'))],
  [
    'manifest-keys-50000',
    'either',
    ({ manifest }) =>
      Object.assign(manifest, Object.fromEntries(times(50_000, (n) => [`k${n}`, 0])))
  ],
  ['study-no-json', 'refused', (parts) => (parts.study = raw('<html>'))],
  ['study-is-null', 'refused', (parts) => (parts.study = raw('null'))]
];

/** @type {(readonly [string, Right, Change])[]} rows of name, what is right, and change */
export const STUDY_ROWS = [
  ...ANSWERS,
  ...DOCUMENTS,
  ...times(
    10,
    (n) =>
      /** @type {const} */ ([
        `study-odd-${n}`,
        'either',
        (/** @type {StudyParts} */ parts, /** @type {import('./random.mjs').Chance} */ chance) => {
          parts.study = withOddValue(parts.study, chance);
        }
      ])
  ),
  ...times(
    10,
    (n) =>
      /** @type {const} */ ([
        `manifest-odd-${n}`,
        'either',
        (/** @type {StudyParts} */ parts, /** @type {import('./random.mjs').Chance} */ chance) => {
          parts.manifest = withOddValue(parts.manifest, chance);
        }
      ])
  ),
  ['good', 'accepted', () => undefined],
  [
    'good-with-picture',
    'accepted',
    (parts) => addPicture(parts, real.png({ width: 33, height: 22 }))
  ]
];
