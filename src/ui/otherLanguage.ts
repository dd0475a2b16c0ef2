import list from 'virtual:language-parts';
import { addTranslation } from './i18n.ts';
import type { PageQuestion } from '../sw/list.ts';
import { SurveyWords, type SurveyNames } from './survey/surveyWords.ts';

/** What the Lab waits for; the rest comes behind it. */
const FIRST = ['lab', 'questions'];
const REST = ['pages', 'study'];

/** Code and part of what has arrived, and what each language calls the survey. */
const here = new Set<string>();
const surveys = new Map<string, SurveyWords>();

/**
 * Loads all parts of a language that are not here yet.
 * @param onPart hears of each part that has arrived, and what the language calls the survey once that is here
 * @returns once the Lab's parts came or did not: whether it can be read, and a promise of whether all came
 */
export async function loadLanguage(
  code: string,
  onPart: (survey: SurveyWords | null) => void
): Promise<{ readable: boolean; all: Promise<boolean> }> {
  const coming = (part: string) => arrive(code, part, list[code]?.[part], onPart);
  const first = FIRST.map(coming);
  const rest = REST.map(coming);
  const [readable = false] = await Promise.all(first);
  const all = Promise.all([...first, ...rest]).then((arrived) => arrived.every(Boolean));
  return { readable, all };
}

async function arrive(
  code: string,
  part: string,
  load: LanguagePart | undefined,
  onPart: (survey: SurveyWords | null) => void
): Promise<boolean> {
  const name = `${code} ${part}`;
  try {
    if (!here.has(name)) {
      const content = (await load?.())?.default;
      if (!content) return false;
      if (part === 'questions') surveys.set(code, new SurveyWords(content as SurveyNames));
      else addTranslation(code, content);
      here.add(name);
    }
    onPart(surveys.get(code) ?? null);
    return true;
  } catch {
    return false;
  }
}

/** Has the service worker keep all parts of a language, so that it can be read offline. */
export function keepLanguage(code: string): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Where no worker is ever registered, this waits for ever, and nothing is lost.
  const question: PageQuestion = `language ${code}`;
  void container?.ready.then(({ active }) => active?.postMessage(question));
}
