import type { Role } from '../charts/series.ts';

/** The little drawing beside a term, made of the marks that the app itself uses. */
export type DrawnTerm =
  /** A question's axis with marks at places from 0 to 1. */
  | {
      kind: 'axis';
      marks: readonly (readonly [role: Role, at: number, lane?: 'above' | 'below'])[];
      band?: readonly [number, number];
      arrow?: readonly [from: number, to: number];
    }
  /** Distributions over options, one group of bars a role. */
  | { kind: 'bars'; groups: readonly (readonly [role: Role, shares: readonly number[]])[] }
  /** All countries in a row, one of them marked; or what chance gives, as a hill. */
  | { kind: 'strip'; at: number; chance: number }
  | { kind: 'hill'; at: number }
  /** A value with its interval beside the line of no difference. */
  | { kind: 'interval'; role: Role; at: number; reach: number }
  /** Lines of a prompt: plain, or coloured by what stands there. */
  | { kind: 'prompt'; lines: readonly (Role | null)[]; picture?: boolean }
  /** Tiles: three blanks, or a picture whole and shuffled. */
  | { kind: 'blanks' }
  /** Options with their letters, the first to come first. */
  | { kind: 'letters'; order: string }
  /** A smooth line in steps. */
  | { kind: 'steps' };

const OPTIONS_PEOPLE = [0.42, 0.31, 0.17, 0.1];
const OPTIONS_MODEL = [0.22, 0.36, 0.28, 0.14];
const EVEN = [0.25, 0.25, 0.25, 0.25];

/** Every term that the app links to, `#/glossary/ID`; its words are `glossary.terms.ID`. */
export const TERMS = {
  band: { kind: 'axis', band: [0.3, 0.56], marks: [['blank', 0.43]] },
  beats: {
    kind: 'axis',
    band: [0.2, 0.4],
    marks: [
      ['blank', 0.3],
      ['picture', 0.72]
    ],
    arrow: [0.3, 0.72]
  },
  blank: { kind: 'blanks' },
  caveat: { kind: 'bars', groups: [['survey', [0.42, 0.31, 0, 0.27]]] },
  control: {
    kind: 'axis',
    marks: [
      ['neutral', 0.2, 'above'],
      ['blank', 0.4],
      ['picture', 0.7]
    ],
    arrow: [0.4, 0.7]
  },
  cue: { kind: 'prompt', lines: ['picture', null, null], picture: true },
  distance: {
    kind: 'bars',
    groups: [
      ['survey', OPTIONS_PEOPLE],
      ['picture', OPTIONS_MODEL]
    ]
  },
  distribution: { kind: 'bars', groups: [['survey', OPTIONS_PEOPLE]] },
  even: { kind: 'bars', groups: [['baseline', EVEN]] },
  figure: { kind: 'axis', marks: [['survey', 0.62]] },
  frame: { kind: 'prompt', lines: ['frame', null, null] },
  gate: { kind: 'prompt', lines: [null, 'country'], picture: true },
  interval: { kind: 'interval', role: 'picture', at: 0.66, reach: 0.24 },
  jsd: {
    kind: 'bars',
    groups: [
      ['survey', OPTIONS_PEOPLE],
      ['picture', OPTIONS_MODEL]
    ]
  },
  letter: { kind: 'letters', order: 'ABCD' },
  metric: {
    kind: 'bars',
    groups: [
      ['survey', OPTIONS_PEOPLE],
      ['country', OPTIONS_MODEL]
    ]
  },
  moved: {
    kind: 'axis',
    marks: [
      ['blank', 0.34],
      ['picture', 0.66]
    ],
    arrow: [0.34, 0.66]
  },
  multiverse: { kind: 'steps' },
  notShown: { kind: 'interval', role: 'picture', at: 0.56, reach: 0.3 },
  order: { kind: 'letters', order: 'DCBA' },
  p: { kind: 'hill', at: 0.82 },
  plan: { kind: 'prompt', lines: [null, null, null] },
  pmi: {
    kind: 'bars',
    groups: [
      ['neutral', [0.6, 0.2, 0.12, 0.08]],
      ['picture', OPTIONS_MODEL]
    ]
  },
  pointing: { kind: 'strip', at: 0.8, chance: 0.5 },
  prompt: { kind: 'prompt', lines: [null, 'picture', null], picture: true },
  quantised: { kind: 'steps' },
  reading: { kind: 'letters', order: 'ABCD' },
  readout: { kind: 'prompt', lines: [null, null, 'picture'] },
  resample: { kind: 'hill', at: 0.6 },
  seen: { kind: 'bars', groups: [['picture', [0.95, 0.03, 0.02]]] },
  shipped: {
    kind: 'axis',
    marks: [
      ['blank', 0.3],
      ['picture', 0.6]
    ],
    arrow: [0.3, 0.6]
  },
  size: { kind: 'bars', groups: [['baseline', [0.06, 0.35, 1]]] },
  template: { kind: 'prompt', lines: [null, null, null] },
  view: { kind: 'prompt', lines: ['picture', 'picture', null], picture: true },
  wasserstein: {
    kind: 'axis',
    marks: [
      ['survey', 0.3],
      ['picture', 0.7]
    ],
    arrow: [0.7, 0.3]
  },
  words: { kind: 'prompt', lines: [null, 'picture'] }
} as const satisfies Record<string, DrawnTerm>;

export type TermId = keyof typeof TERMS;
export const TERM_IDS = Object.keys(TERMS) as TermId[];

/** The term that a hash names, `#/glossary/band`; null for the page as a whole and unknown terms. */
export function termOf(hash: string): TermId | null {
  const [, id] = /^#\/glossary\/([^/?]+)/.exec(hash) ?? [];
  return TERM_IDS.find((known) => known === id) ?? null;
}
