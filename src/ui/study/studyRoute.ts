/** What of a study is shown; the results come in parts, so that a page stays short. */
export const RESULT_PARTS = [
  'overview',
  'questions',
  'similarity',
  'topics',
  'incomes',
  'culture',
  'checks',
  'pictures'
] as const;
export type ResultPart = (typeof RESULT_PARTS)[number];

export type StudyRoute =
  | { view: 'overview' }
  | { view: 'results'; id: string; part: ResultPart }
  | { view: 'edit'; id: string }
  | { view: 'report'; id: string };

const PATH = '#/study';

/** Does this hash belong to the study pages? */
export function isStudyHash(hash: string): boolean {
  return hash === PATH || hash.startsWith(`${PATH}/`);
}

/** Reads a hash; an unknown part of a study is its first, so any link opens. */
export function parseRoute(hash: string): StudyRoute {
  const [id = '', part = ''] = hash.slice(PATH.length + 1).split('/');
  if (!isStudyHash(hash) || id === '') return { view: 'overview' };
  const study = decoded(id);
  if (part === 'edit' || part === 'report') return { view: part, id: study };
  return {
    view: 'results',
    id: study,
    part: RESULT_PARTS.find((known) => known === part) ?? RESULT_PARTS[0]
  };
}

/** The address of a study, or of one of its parts; of the overview without an id. */
export function studyHref(id?: string, part?: ResultPart | 'edit' | 'report'): string {
  if (id === undefined) return PATH;
  return [PATH, encodeURIComponent(id), ...(part ? [part] : [])].join('/');
}

/** Another part of the study that a page's address names: an example's address is not its study's id. */
export function partHref(hash: string, part: ResultPart): string {
  const route = parseRoute(hash);
  return route.view === 'overview' ? PATH : studyHref(route.id, part);
}

/** A mistyped address names no study; it must not stop the page. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
