import type { TextVariant } from '../../../core/answers/types.ts';
import { REFERENCES } from '../../../core/measures/controls.ts';
import { METRICS } from '../../../core/measures/metrics.ts';
import { PICTURE_VIEWS } from '../../../core/prompts/pictureView.ts';
import { SYSTEM_CHOICES } from '../../../core/prompts/systemTurn.ts';
import { TEMPLATES } from '../../../core/prompts/templates.ts';
import type { DontKnow, OrderScheme, Readout } from '../../../core/prompts/types.ts';
import { POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import type { CountryCode, QuestionId } from '../../../core/survey/types.ts';
import { CAVEAT_CHOICES } from '../../../survey/comparable.ts';
import { NAMED_SETS, type QuestionSet } from '../../../survey/sets.ts';
import { slugOf } from '../../explore/topics.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import { PICTURE_LIMIT } from '../../pictures/pictureLimit.ts';
import { DEFAULT_CHOICES, type AskChoices } from '../choices.ts';

/**
 * Everything that decides which numbers the Lab shows, as far as an address can hold it: bundled
 * pictures only, bundled templates only. Whoever opens it is shown the same.
 */
export interface LabLink extends Omit<AskChoices, 'customTemplate'> {
  /** Ids of bundled pictures, in the order in which they were chosen. */
  pictures: readonly string[];
  /** Folder name of the model. */
  model: string;
  /** The question whose row is open. */
  open: QuestionId | null;
}

/** What an address says; what it says that means nothing here, as `name=value`. */
export interface ReadLink {
  link: LabLink;
  broken: readonly string[];
}

const PATH = '#/lab';
/** Without pictures an address still says so: a bare `#/lab` is wherever the reader was last. */
const NO_PICTURE = 'none';
const FOLLOWING = 'no';
const QUESTION = /^[A-Za-z][\w.-]{0,39}$/;
const MODEL = /^[\w.-]{1,200}$/;

/** Parameters of one word out of a few; names and values are what a person reads in the address. */
const WORDS = {
  ask: [
    'questionSet',
    new Map<string, QuestionSet>([
      ...NAMED_SETS.map((set) => [set, set] as const),
      ...TOPICS.map((topic) => [slugOf(topic), topic] as const)
    ])
  ],
  readout: ['readout', every<Readout | 'auto'>({ auto: 1, text: 1, letter: 1 })],
  variant: ['variant', every<TextVariant>({ pmi: 1, raw: 1, 'per-token': 1 })],
  template: ['templateId', named(TEMPLATES.map(({ id }) => id))],
  system: ['system', named(SYSTEM_CHOICES)],
  view: ['view', named(PICTURE_VIEWS)],
  orders: ['orders', every<OrderScheme>({ single: 1, 'forward+reverse': 1, cyclic: 1 })],
  dontknow: ['dontKnow', every<DontKnow>({ omit: 1, list: 1 })],
  metric: ['metric', named(METRICS)],
  from: ['reference', named(REFERENCES)],
  caveats: ['caveats', named(CAVEAT_CHOICES)],
  told: ['told', every<AskChoices['told']>({ name: 1, words: 1 })],
  larger: ['larger', every<AskChoices['larger']>({ hidden: 1, shown: 1 })],
  guess: ['guessing', every<AskChoices['guessing']>({ off: 1, first: 1 })]
} as const satisfies Record<string, readonly [keyof LabLink, ReadonlyMap<string, string>]>;

function named<Value extends string>(values: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map(values.map((value) => [value, value]));
}

/** As `named`; a value that is added to the type has to be added here. */
function every<Value extends string>(values: Record<Value, 1>): ReadonlyMap<string, Value> {
  return named(Object.keys(values) as Value[]);
}

/** Does this hash belong to the Lab? An empty one does: it is where the app opens. */
export function isLabHash(hash: string): boolean {
  return /^(#?|#\/)$/.test(hash) || hash === PATH || hash.startsWith(`${PATH}?`);
}

/** The Lab as it opens, for a link that says nothing else. */
export const USUAL_LINK: LabLink = {
  ...{ pictures: [], model: POCKET_MODEL, open: null },
  ...withoutTemplate(DEFAULT_CHOICES)
};

export function withoutTemplate(choices: AskChoices): Omit<AskChoices, 'customTemplate'> {
  return Object.fromEntries(
    Object.entries(choices).filter(([name]) => name !== 'customTemplate')
  ) as Omit<AskChoices, 'customTemplate'>;
}

/** The hash of a state; what is as usual is left out, so that links stay short. */
export function formatLink(link: LabLink): string {
  const query = new URLSearchParams();
  query.set('picture', link.pictures.join(',') || NO_PICTURE);
  if (link.countryChosen || link.country !== impliedCountry(link.pictures)) {
    query.set('next', link.country);
  }
  if (!link.countryChosen && query.has('next')) query.set('chosen', FOLLOWING);
  for (const [name, [choice, words]] of Object.entries(WORDS)) {
    if (link[choice] === USUAL_LINK[choice]) continue;
    const word = [...words].find(([, value]) => value === link[choice])?.[0];
    if (word !== undefined) query.set(name, word);
  }
  if (link.model !== USUAL_LINK.model) query.set('model', link.model);
  if (link.open !== null) query.set('open', link.open);
  return `${PATH}?${query.toString().replaceAll('%2C', ',')}`;
}

/**
 * Reads a hash; null where it asks for nothing (`#/lab`). What is missing takes its default; what
 * makes no sense does too, and is named. Whether models, countries and questions exist is not known here.
 */
export function parseLink(hash: string): ReadLink | null {
  const query = new URLSearchParams(hash.split('?').slice(1).join('?'));
  if (!isLabHash(hash) || query.size === 0) return null;
  const link: LabLink = { ...USUAL_LINK };
  const broken: string[] = [];
  const take = (name: string, read: (value: string) => boolean) => {
    const value = query.get(name);
    if (value !== null && !read(value)) broken.push(`${name}=${value}`);
  };

  take('picture', (value) => {
    const ids = value === NO_PICTURE ? [] : [...new Set(value.split(','))];
    const known = ids
      .filter((id) => BUNDLED_PICTURES.some((picture) => picture.id === id))
      .slice(0, PICTURE_LIMIT);
    const unknown = ids.filter((id) => !known.includes(id));
    link.pictures = known;
    broken.push(...unknown.map((id) => `picture=${id}`));
    return true;
  });
  link.country = impliedCountry(link.pictures);
  take('next', (value) => {
    const code = value.toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) return false;
    Object.assign(link, { country: code, countryChosen: query.get('chosen') !== FOLLOWING });
    return true;
  });
  take('chosen', (value) => value === FOLLOWING);
  for (const [name, [choice, words]] of Object.entries(WORDS)) {
    take(name, (value) => {
      const known = (words as ReadonlyMap<string, string>).get(value);
      if (known !== undefined) Object.assign(link, { [choice]: known });
      return known !== undefined;
    });
  }
  take('model', (value) => MODEL.test(value) && !!(link.model = value));
  take('open', (value) => QUESTION.test(value) && !!(link.open = value));

  const names = ['picture', 'next', 'chosen', 'model', 'open', ...Object.keys(WORDS)];
  for (const [name, value] of query) {
    if (!names.includes(name)) broken.push(value ? `${name}=${value}` : name);
  }
  return { link, broken };
}

/** Whose people a link compares with that names no country: the last picture's that stands for one. */
function impliedCountry(pictures: readonly string[]): CountryCode {
  const countries = pictures.flatMap(
    (id) => BUNDLED_PICTURES.find((picture) => picture.id === id)?.country ?? []
  );
  return countries.at(-1) ?? DEFAULT_CHOICES.country;
}
