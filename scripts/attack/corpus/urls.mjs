/** Addresses: links with parameters that are scripts, floods, names of prototypes, broken percent codes. */
import { inputsOf } from './input.mjs';

/** @typedef {import('./input.mjs').Right} Right */

/** @type {Record<string, string>} */
const VALUES = {
  script: '<script>alert(1)</script>',
  image: '"><img src=x onerror=alert(1)>',
  scheme: 'javascript:alert(1)',
  prototype: '__proto__',
  constructor: 'constructor',
  percent: '%E0%A4%A',
  'percent-alone': '%',
  zeros: '%00%00',
  long: 'x'.repeat(100_000),
  commas: ','.repeat(50_000),
  template: '{{name}}$t(errors.unexpected)',
  direction: '\u202E\uFFFD',
  'half-letter': '%ED%A0%80'
};

/** Every parameter of the pages that have some. */
const PARAMETERS = [
  [
    'lab',
    'picture next chosen ask readout variant template system view orders dontknow metric from caveats told model open'
  ],
  ['explore', 'q c view order map option topic topics find']
];

/** @type {(readonly [string, Right, () => { address: string }])[]} */
const PARAMETER_ROWS = PARAMETERS.flatMap(([page = '', names = '']) =>
  names.split(' ').flatMap((name, at) =>
    // Each parameter with a few of the values, so that all meet all in the end.
    Object.entries(VALUES)
      .filter((_, k) => (k + at) % 4 === 0)
      .map(
        ([what, value]) =>
          /** @type {const} */ ([
            `${page}-${name}-${what}`,
            'either',
            () => ({ address: `#/${page}?${name}=${value}` })
          ])
      )
  )
);

/** @param {string} name @param {string} address @param {Right} [right] */
const row = (name, address, right = 'either') =>
  /** @type {const} */ ([name, right, () => ({ address })]);

const all = (/** @type {string} */ page, /** @type {string} */ value) =>
  `#/${page}?${(PARAMETERS.find(([name]) => name === page)?.[1] ?? '')
    .split(' ')
    .map((name) => `${name}=${value}`)
    .join('&')}`;

const ROWS = [
  ...PARAMETER_ROWS,
  ...Object.entries(VALUES).flatMap(([what, value]) => [
    row(`study-${what}`, `#/study/${value}`),
    row(`study-part-${what}`, `#/study/example/${value}`),
    row(`glossary-${what}`, `#/glossary/${value}`),
    row(`page-${what}`, `#/${value}`),
    row(`hash-${what}`, `#${value}`)
  ]),
  ...Object.keys(VALUES)
    .filter((what) => !['long', 'commas'].includes(what))
    .map((what) => row(`query-${what}`, `?a=${VALUES[what]}&__proto__[x]=1#/lab`)),
  row('lab-all-proto', all('lab', '__proto__')),
  row('lab-all-script', all('lab', '<script>alert(1)</script>')),
  row('explore-all-proto', all('explore', '__proto__')),
  row('explore-all-long', all('explore', 'A'.repeat(20_000))),
  row(
    'lab-parameters-20000',
    `#/lab?${Array.from({ length: 20_000 }, (_, n) => `p${n}=1`).join('&')}`
  ),
  row(
    'lab-pictures-20000',
    `#/lab?picture=${Array.from({ length: 20_000 }, (_, n) => `flag-${n}`).join()}`
  ),
  row('lab-same-parameter', `#/lab?${'picture=flag-kor&'.repeat(2000)}`),
  row('lab-country-none', '#/lab?picture=flag-kor&next=XXX'),
  row('lab-model-path', '#/lab?picture=flag-kor&model=..%2F..%2Fetc'),
  row('lab-model-dots', '#/lab?picture=flag-kor&model=..'),
  row('lab-open-none', '#/lab?picture=flag-kor&open=Q99999'),
  row(
    'explore-countries-10000',
    `#/explore?c=${Array.from({ length: 10_000 }, () => 'KOR,FRA,XXX').join()}`
  ),
  row('explore-find-regex', '#/explore?find=(((((a%2B)%2B)%2B)%2B)%2B%24'),
  row('explore-option-huge', '#/explore?option=999999&map=mean&view=map'),
  row('study-of-none', '#/study/00000000-0000-0000-0000-000000000000'),
  row('study-edit-of-none', '#/study/nobody/edit'),
  row('study-report-of-none', '#/study/nobody/report'),
  row('study-example-edit', '#/study/example/edit'),
  row('slashes', `#${'/'.repeat(50_000)}`),
  row('hashes', `#/lab${'#'.repeat(5000)}`),
  row('download-model-script', 'download.html?model=<script>alert(1)</script>'),
  row('download-model-proto', 'download.html?model=__proto__'),
  row('download-model-path', 'download.html?model=../../x'),
  row('download-origin', 'download.html?model=pocket-llava&origin=https://evil.example'),
  row('page-missing', '#/nothing-here', 'refused'),
  // Rightly accepted.
  row('good-lab', '#/lab?picture=flag-jpn&next=NGA&from=neutral', 'accepted'),
  row('good-lab-none', '#/lab?picture=none', 'accepted'),
  row('good-explore', '#/explore?q=Q57&c=KOR,FRA&view=panels', 'accepted'),
  row('good-explore-map', '#/explore?view=map&map=mean', 'accepted'),
  row('good-example', '#/study/example/similarity', 'accepted'),
  row('good-glossary', '#/glossary', 'accepted'),
  row('good-start', '', 'accepted'),
  row('good-models', '#/models', 'accepted'),
  row('good-data', '#/data', 'accepted'),
  row('good-about', '#/about', 'accepted')
];

export const urls = inputsOf('url', ROWS);
