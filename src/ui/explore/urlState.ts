import { TOPICS, type Topic } from '../../core/survey/topics.ts';
import type { CountryCode, QuestionId } from '../../core/survey/types.ts';
import { MAX_COUNTRIES } from './limits.ts';
import { MAPPINGS, type TopicMapping } from '../../core/survey/topicMapping.ts';
import { slugOf } from './topics.ts';

export const VIEWS = ['rows', 'panels', 'map'] as const;
export const ORDERS = ['chosen', 'answer'] as const;
export const MAP_VALUES = ['share', 'mean'] as const;

/** Everything that decides what the Explore page shows; the address holds all of it. */
export interface ExploreView {
  question: QuestionId;
  countries: readonly CountryCode[];
  view: (typeof VIEWS)[number];
  /** Countries as chosen, or by what they answered. */
  order: (typeof ORDERS)[number];
  map: (typeof MAP_VALUES)[number];
  /** Code of the answer whose share the map shows; null is the first. */
  option: number | null;
  topic: Topic | null;
  mapping: TopicMapping;
  /** What is searched for among the questions. */
  find: string;
}

/** The page as it opens: religion in life, and the ten countries of the paper that have figures. */
export const DEFAULT_VIEW: ExploreView = {
  question: 'Q6',
  countries: 'BRA CHN FRA ITA MEX NGA PAK KOR USA VNM'.split(' '),
  view: 'rows',
  order: 'chosen',
  map: 'share',
  option: null,
  topic: null,
  mapping: 'ours',
  find: ''
};

const PATH = '#/explore';

/** Does this hash belong to the Explore page? */
export function isExploreHash(hash: string): boolean {
  return hash === PATH || hash.startsWith(`${PATH}?`) || hash.startsWith(`${PATH}/`);
}

/** Reads a hash; what is missing or makes no sense takes its default, so any link opens. */
export function parseView(hash: string): ExploreView {
  const query = new URLSearchParams(hash.split('?').slice(1).join('?'));
  const codes = query.get('c');
  const option = query.get('option') ?? '';
  return {
    question: query.get('q') || DEFAULT_VIEW.question,
    countries: codes === null ? DEFAULT_VIEW.countries : parseCodes(codes),
    view: oneOf(VIEWS, query.get('view'), DEFAULT_VIEW.view),
    order: oneOf(ORDERS, query.get('order'), DEFAULT_VIEW.order),
    map: oneOf(MAP_VALUES, query.get('map'), DEFAULT_VIEW.map),
    option: /^-?\d{1,6}$/.test(option) ? Number(option) : null,
    topic: TOPICS.find((topic) => slugOf(topic) === query.get('topic')) ?? null,
    mapping: oneOf(MAPPINGS, query.get('topics'), DEFAULT_VIEW.mapping),
    find: query.get('find') ?? ''
  };
}

/** The hash of a view; defaults are left out, so that links stay short. */
export function formatView(view: ExploreView): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string, fallback: string) => {
    if (value !== fallback) query.set(name, value);
  };
  put('q', view.question, DEFAULT_VIEW.question);
  put('c', view.countries.join(','), DEFAULT_VIEW.countries.join(','));
  put('view', view.view, DEFAULT_VIEW.view);
  put('order', view.order, DEFAULT_VIEW.order);
  put('map', view.map, DEFAULT_VIEW.map);
  put('option', view.option === null ? '' : String(view.option), '');
  put('topic', view.topic === null ? '' : slugOf(view.topic), '');
  put('topics', view.mapping, DEFAULT_VIEW.mapping);
  put('find', view.find, '');
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? PATH : `${PATH}?${text}`;
}

function parseCodes(text: string): CountryCode[] {
  const codes = text.split(',').map((code) => code.trim().toUpperCase());
  return [...new Set(codes.filter((code) => /^[A-Z]{3}$/.test(code)))].slice(0, MAX_COUNTRIES);
}

function oneOf<Value extends string>(
  known: readonly Value[],
  value: string | null,
  fallback: Value
): Value {
  return known.find((each) => each === value) ?? fallback;
}
