/** Exported surveys and wordings that somebody edited. */
import { bytesOf, times } from './input.mjs';
import { cutAt, withOddValue } from './mutate.mjs';
import { jsonText } from './studyParts.mjs';

/** @typedef {import('./input.mjs').Right} Right */
/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./studyParts.mjs').Loose} Loose */

const QUESTION = {
  ...{ id: 'Q57', topic: 'Social values and attitudes', short: 'Trust' },
  ...{ text: 'Can people be trusted?', codes: [1, 2], options: ['Yes', 'No'] },
  ...{ leadIn: 'People', continuations: [' can', ' cannot'], scale: 'ordinal' },
  higher: { means: 'less', of: 'trust' }
};

/** @returns {Loose} */
const survey = () => ({
  ...{ format: 'valueshift-survey', version: 1, name: 'Pilot' },
  origin: { file: 'pilot.csv', kind: 'long' },
  countries: [
    {
      ...{ code: 'KOR', numeric: '410', name: 'South Korea', region: 'Asia' },
      ...{ income: null, zone: null, fieldworkYears: [2018] }
    }
  ],
  questions: [structuredClone(QUESTION)],
  figures: {
    Q57: {
      KOR: {
        ...{ p: [0.4, 0.6], source: 'own', wave: 'own', weighted: false },
        ...{ dontKnow: null, noAnswer: null, n: null }
      }
    }
  }
});

/** @returns {Loose} */
const wording = () => ({
  ...{ format: 'valueshift-wording', version: 1, name: 'Ours' },
  wordings: [{ id: 'Q57', text: 'Trust?', options: ['Yes', 'No'], leadIn: '', continuations: [] }]
});

/** @param {() => Loose} base @param {(document: Loose) => void} change */
const changed = (base, change) => () => {
  const document = base();
  change(document);
  return jsonText(document);
};

const raw = (/** @type {string} */ $raw) => ({ $raw });

/** @type {(readonly [string, Right, (chance: Chance) => string | Uint8Array])[]} */
export const OWN_DATA = [
  [
    'survey-figures-nan',
    'refused',
    changed(survey, (s) => (s.figures.Q57.KOR.p = [raw('1e999'), 0]))
  ],
  ['survey-figures-minus', 'refused', changed(survey, (s) => (s.figures.Q57.KOR.p = [-1, 2]))],
  ['survey-figures-sum', 'refused', changed(survey, (s) => (s.figures.Q57.KOR.p = [0.4, 0.5]))],
  [
    'survey-figures-prototype',
    'either',
    () => jsonText(survey()).replace('"Q57":{"KOR"', '"__proto__":{"KOR"')
  ],
  [
    'survey-country-prototype',
    'either',
    () => jsonText(survey()).replaceAll('"KOR"', '"__proto__"')
  ],
  ['survey-country-twice', 'refused', changed(survey, (s) => s.countries.push(s.countries[0]))],
  ['survey-question-twice', 'refused', changed(survey, (s) => s.questions.push(s.questions[0]))],
  [
    'survey-options-twice',
    'refused',
    changed(survey, (s) => (s.questions[0].options = ['Yes', 'Yes']))
  ],
  ['survey-codes-twice', 'either', changed(survey, (s) => (s.questions[0].codes = [1, 1]))],
  ['survey-codes-missing', 'refused', changed(survey, (s) => (s.questions[0].codes = [1]))],
  [
    'survey-options-none',
    'refused',
    changed(survey, (s) => (s.questions[0].options = s.questions[0].codes = []))
  ],
  ['survey-name-5-MB', 'either', changed(survey, (s) => (s.name = 'n'.repeat(5e6)))],
  [
    'survey-name-markup',
    'either',
    changed(survey, (s) => (s.name = '<script>alert(1)</script>{{name}}'))
  ],
  [
    'survey-questions-100000',
    'either',
    changed(survey, (s) => (s.questions = times(100_000, (n) => ({ ...QUESTION, id: `Z${n}` }))))
  ],
  [
    'survey-countries-100000',
    'either',
    changed(
      survey,
      (s) => (s.countries = times(100_000, (n) => ({ ...s.countries[0], code: `C${n}` })))
    )
  ],
  ['survey-version-2', 'refused', changed(survey, (s) => (s.version = 2))],
  [
    'survey-depth-100000',
    'refused',
    () => `{"format":"valueshift-survey","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  ],
  ['survey-not-closed', 'refused', () => '{"format":"valueshift-survey"'],
  ['survey-twice', 'refused', () => jsonText(survey()) + jsonText(survey())],
  ['survey-array', 'refused', () => `[${jsonText(survey())}]`],
  ['json-40-MB-of-brackets', 'refused', () => '['.repeat(40e6)],
  ['json-20-MB-string', 'refused', () => `{"valueshift-survey":"${'x'.repeat(20e6)}"}`],
  [
    'wording-options-missing',
    'refused',
    changed(wording, (w) => (w.wordings[0].options = ['Yes']))
  ],
  ['wording-id-prototype', 'refused', () => jsonText(wording()).replace('"Q57"', '"__proto__"')],
  ['wording-twice', 'either', changed(wording, (w) => w.wordings.push(w.wordings[0]))],
  [
    'wording-100000',
    'either',
    changed(wording, (w) => (w.wordings = times(100_000, () => w.wordings[0])))
  ],
  [
    'wording-null',
    'refused',
    () => '{"format":"valueshift-wording","version":1,"name":"x","wordings":null}'
  ],
  ...times(
    8,
    (n) =>
      /** @type {const} */ ([
        `survey-odd-${n}`,
        'either',
        (/** @type {Chance} */ chance) => jsonText(withOddValue(survey(), chance))
      ])
  ),
  ...times(
    4,
    (n) =>
      /** @type {const} */ ([
        `wording-odd-${n}`,
        'either',
        (/** @type {Chance} */ chance) => jsonText(withOddValue(wording(), chance))
      ])
  ),
  ...times(
    3,
    (n) =>
      /** @type {const} */ ([
        `survey-cut-${n}`,
        'refused',
        (/** @type {Chance} */ chance) => cutAt(bytesOf(jsonText(survey())), chance)
      ])
  ),
  ['survey-plain', 'accepted', () => jsonText(survey())],
  ['wording-plain', 'accepted', () => jsonText(wording())]
];
