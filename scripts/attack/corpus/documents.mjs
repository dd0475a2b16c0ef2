/** Records of the browser's store that somebody changed, or that a version nobody knows wrote. */
import { inputsOf, times } from './input.mjs';
import { withOddValue } from './mutate.mjs';
import { STUDY_CHANGES, storedStudy, withSegment, withStudy } from './studyRecords.mjs';

/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./input.mjs').GivenRecord} GivenRecord */

const LONG = { $: 'long', text: 'x', times: 5_000_000 };
/** As deep as a browser still stores. */
const DEEP = { $: 'deep', times: 1000 };
const NAN = { $: 'number', text: 'NaN' };
const SCRIPT = '<img src=x onerror=alert(1)>';
/** @type {Record<string, unknown>} values that stand where a document should */
const WRONG = {
  ...{ null: null, number: 5, text: 'x', list: [], empty: {}, nan: NAN, deep: DEEP },
  ...{ markup: SCRIPT, long: LONG, 'version-2': { version: 2 }, 'version-text': { version: '1' } }
};

/** @param {string} name @param {string} open @param {(chance: Chance) => GivenRecord[]} records @param {Record<string, string>} [settings] */
const row = (name, open, records, settings = {}) =>
  /** @type {const} */ ([
    name,
    'either',
    (/** @type {Chance} */ chance) => ({ open, records: records(chance), settings })
  ]);
/** @param {string} key @param {unknown} value @returns {GivenRecord[]} */
const note = (key, value) => [{ store: 'documents', key, value }];

const CHOICES = {
  ...{ model: 'pocket-llava', country: 'KOR', countryChosen: false, questionSet: 'quick' },
  ...{
    readout: 'auto',
    variant: 'pmi',
    templateId: 'brief',
    customTemplate: null,
    system: 'usual'
  },
  ...{ view: 'one', orders: 'forward+reverse', dontKnow: 'omit', metric: 'jsd-bits' },
  ...{ reference: 'control', caveats: 'out', told: 'name', selected: [], captions: {} }
};
const lab = (/** @type {Record<string, unknown>} */ change) => ({
  ...{ version: 1, choices: CHOICES, run: null, lastRate: null, begun: true },
  ...change
});
const choices = (/** @type {Record<string, unknown>} */ change) =>
  lab({ choices: { ...CHOICES, ...change } });

/** @type {[string, unknown][]} */
const LABS = [
  ['choices-text', lab({ choices: 'x' })],
  ['choices-empty', lab({ choices: {} })],
  ['country-none', choices({ country: 'XXX' })],
  ['country-prototype', choices({ country: '__proto__' })],
  ['country-number', choices({ country: 7 })],
  ['questions-none', choices({ questionSet: 'nothing' })],
  ['template-none', choices({ templateId: 'constructor' })],
  ['template-custom-odd', choices({ templateId: 'custom', customTemplate: { id: 5 } })],
  ['selected-none', choices({ selected: ['a'.repeat(64), '__proto__'] })],
  ['selected-text', choices({ selected: 'abc' })],
  ['selected-100000', choices({ selected: times(100_000, (n) => String(n)) })],
  ['captions-long', choices({ captions: { a: LONG } })],
  ['captions-null', choices({ captions: null })],
  ['model-path', choices({ model: '../../etc' })],
  ['model-markup', choices({ model: SCRIPT })],
  ['model-number', choices({ model: 5 })],
  ['metric-none', choices({ metric: 'toString' })],
  ['view-none', choices({ view: 'all' })],
  ['rate-nan', lab({ lastRate: NAN })],
  ['rate-text', lab({ lastRate: 'fast' })],
  ['run-empty', lab({ run: {} })],
  ['run-of-nothing', lab({ run: { spec: {}, state: 'running', loaded: null } })],
  [
    'run-running',
    lab({
      run: {
        spec: {
          pictures: ['b'.repeat(64)],
          country: 'XXX',
          questionSet: 'x',
          readout: 'y',
          template: {},
          orders: 'z',
          dontKnow: 'q'
        },
        state: 'running',
        loaded: {}
      }
    })
  ]
];

/** A survey of the reader's own, or what says that it is one. @param {string} text of its file @param {object} [odd] */
const own = (text, odd = {}) => ({
  store: 'ownData',
  value: {
    ...{ id: 'own-x', kind: 'survey', name: 'x', hash: 'x', addedAt: 5 },
    ...odd,
    file: { $: 'blob', type: '', text }
  }
});

const ROWS = [
  ...['lab', 'survey-choice', 'served-models', 'study-queue', 'reading-of/pocket-llava'].flatMap(
    (key) =>
      Object.entries(WRONG).map(([what, value]) =>
        row(
          `${key.replace(/\W/g, '-')}-${what}`,
          {
            'survey-choice': '#/explore',
            'served-models': '#/models',
            'study-queue': '#/study',
            'reading-of/pocket-llava': '#/models'
          }[key] ?? '#/lab',
          () => note(key, value)
        )
      )
  ),
  ...LABS.map(([what, value]) => row(`lab-${what}`, '#/lab', () => note('lab', value))),
  row('queue-items-text', '#/study', () =>
    note('study-queue', { version: 1, paused: false, items: 'x' })
  ),
  row('queue-items-null', '#/study', () =>
    note('study-queue', { version: 1, paused: false, items: [null, 5] })
  ),
  row('queue-study-gone', '#/study', () =>
    note('study-queue', {
      version: 1,
      paused: false,
      items: [{ study: 'gone', status: 'running', error: null }]
    })
  ),
  row('queue-status-odd', '#/study', () =>
    note('study-queue', {
      version: 1,
      paused: 'no',
      items: [{ study: '__proto__', status: 'evil', error: 'x' }]
    })
  ),
  row('queue-error-odd', '#/study', () =>
    note('study-queue', {
      version: 1,
      paused: true,
      items: [{ study: 'x', status: 'failed', error: { code: 'constructor', params: null } }]
    })
  ),
  row('queue-20000', '#/study', () =>
    note('study-queue', {
      version: 1,
      paused: true,
      items: times(20_000, (n) => ({ study: `s${n}`, status: 'waiting', error: null }))
    })
  ),
  row('servers-odd', '#/models', () =>
    note('served-models', {
      version: 1,
      servers: [{ url: 'javascript:alert(1)', model: SCRIPT, served: {}, probedAt: 'x' }]
    })
  ),
  row('servers-elsewhere', '#/models', () =>
    note('served-models', {
      version: 1,
      servers: [{ url: 'https://evil.example', model: 'm', served: null, probedAt: 'x' }]
    })
  ),
  row('choice-none', '#/explore', () =>
    note('survey-choice', { survey: 'gone', wording: '__proto__' })
  ),
  ...STUDY_CHANGES.map(([what, change]) =>
    row(`study-${what}`, '#/study/hostile', withStudy(change))
  ),
  ...STUDY_CHANGES.slice(0, 12).map(([what, change]) =>
    row(`study-edit-${what}`, '#/study/hostile/edit', withStudy(change))
  ),
  row('segment-plain', '#/study/hostile', withSegment({})),
  row('segment-values-text', '#/study/hostile', withSegment({ values: 'x' })),
  row(
    'segment-values-nan',
    '#/study/hostile',
    withSegment({ values: { $: 'floats', of: [null, null, 0, 0] } })
  ),
  row('segment-values-short', '#/study/hostile', withSegment({ values: { $: 'floats', of: [] } })),
  row('segment-layouts-null', '#/study/hostile', withSegment({ layouts: null })),
  row(
    'segment-layout-outside',
    '#/study/hostile',
    withSegment({ layout: { $: 'shorts', of: [60_000] } })
  ),
  row(
    'segment-layout-huge',
    '#/study/hostile',
    withSegment({ layouts: [{ readout: 'text', options: 4e9 }] })
  ),
  row('segment-questions-number', '#/study/hostile', withSegment({ questions: 5 })),
  row('segment-questions-cut', '#/study/hostile', withSegment({ questions: 'abc' })),
  row('gate-odd', '#/study/hostile', () => [
    { store: 'studies', value: storedStudy() },
    {
      store: 'studyGates',
      value: { study: 'hostile', id: 'x', picture: '', sums: 'x', tokens: null }
    }
  ]),
  row('picture-no-file', '#/lab', () => [
    { store: 'pictures', value: { id: 'c'.repeat(64), name: 'x', addedAt: 5 } }
  ]),
  row('picture-file-text', '#/lab', () => [
    {
      store: 'pictures',
      value: {
        id: 'c'.repeat(64),
        name: 'x',
        type: 'image/png',
        width: 5,
        height: 5,
        addedAt: 5,
        file: 'x'
      }
    }
  ]),
  row('picture-file-script', '#/lab', () => [
    {
      store: 'pictures',
      value: {
        id: 'c'.repeat(64),
        name: SCRIPT,
        type: 'text/html',
        width: 5,
        height: 5,
        addedAt: 5,
        file: { $: 'blob', type: 'text/html', text: '<script>alert(1)</script>' }
      }
    }
  ]),
  row('picture-name-number', '#/lab', () => [
    {
      store: 'pictures',
      value: {
        id: 'c'.repeat(64),
        name: 5,
        type: 5,
        width: NAN,
        height: 'x',
        addedAt: 5,
        file: { $: 'blob', type: '', text: 'x' }
      }
    }
  ]),
  row('pictures-3000', '#/lab', () =>
    times(3000, (n) => ({
      store: 'pictures',
      value: {
        id: String(n).padStart(64, '0'),
        name: `p${n}`,
        type: 'image/png',
        width: 5,
        height: 5,
        addedAt: n,
        file: { $: 'blob', type: 'image/png', text: 'x' }
      }
    }))
  ),
  row('own-no-file', '#/data', () => [
    { store: 'ownData', value: { id: 'own-x', kind: 'survey', name: 'x', hash: 'x', addedAt: 5 } }
  ]),
  row('own-kind-odd', '#/data', () => [own('x', { kind: 'evil', name: SCRIPT, hash: 5 })]),
  row('own-name-number', '#/data', () => [own('{}', { name: 5 })]),
  row('own-chosen-broken', '#/explore', () => [
    own('{'),
    ...note('survey-choice', { survey: 'own-x', wording: 'valueshift' })
  ]),
  row('own-chosen-empty', '#/explore', () => [
    own(''),
    ...note('survey-choice', { survey: 'own-x', wording: 'valueshift' })
  ]),
  row('wording-chosen-broken', '#/lab', () => [
    own('{"format":"valueshift-wording"}', { kind: 'wording' }),
    ...note('survey-choice', { survey: 'wvs7-evs2017', wording: 'own-x' })
  ]),
  row('answers-odd', '#/lab', () => [
    { store: 'answers', key: 'x', value: 'x' },
    { store: 'answers', key: ['a', 5], value: null }
  ]),
  ...['evil', '', '{}', SCRIPT, 'x'.repeat(1e6)].map((value, at) =>
    row(`theme-${at}`, '#/lab', () => [], { 'valueshift.theme': value, __proto__x: value })
  ),
  ...times(20, (n) =>
    row(`study-odd-${n}`, '#/study/hostile', (chance) => [
      { store: 'studies', value: { ...withOddValue(storedStudy(), chance), id: 'hostile' } }
    ])
  ),
  ...times(10, (n) =>
    row(`lab-odd-${n}`, '#/lab', (chance) =>
      note('lab', { ...withOddValue(lab({}), chance), version: 1 })
    )
  ),
  // Rightly accepted.
  /** @type {const} */ ([
    'good-study',
    'accepted',
    () => ({ open: '#/study/hostile/edit', records: withStudy(() => undefined)() })
  ]),
  /** @type {const} */ ([
    'good-lab',
    'accepted',
    () => ({ open: '#/lab', records: note('lab', lab({})) })
  ]),
  /** @type {const} */ ([
    'good-theme',
    'accepted',
    () => ({ open: '#/lab', records: [], settings: { 'valueshift.theme': 'dark' } })
  ]),
  /** @type {const} */ (['good-nothing', 'accepted', () => ({ open: '#/study', records: [] })])
];

export const documents = inputsOf('document', ROWS);
