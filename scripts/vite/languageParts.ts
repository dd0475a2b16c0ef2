import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { CompactSurvey } from '../../src/survey/compact.ts';
import { ENGLISH, LANGUAGES } from '../../src/ui/languages.ts';
import type { SurveyNames } from '../../src/ui/survey/surveyWords.ts';

const MESSAGES = 'src/ui/messages';
const LIST = 'virtual:language-parts';
const PART = 'virtual:lang-';

/** Which files of a language come together; a file belongs to the first part that its name fits. */
const PARTS: Readonly<Record<string, RegExp>> = {
  questions: /^(questions|places)$/,
  study: /^(study|errors\.(elsewhere|served|servers)$)/,
  // What the Lab and every page say; in English, the sentences of the shell.
  lab: /^(errors\.|(away|charts|common|form|guess|lab|landing|language|models|offline|pictures|progress|results|rows|seen|shipped|survey|told)$)/,
  pages: /./
};

type Messages = Record<string, object>;

/**
 * A language other than English as a few modules, one a part: English comes with the pages that say
 * it, and fifty small files of another language would be fifty requests.
 */
export function languageParts(root: string): Plugin {
  return {
    name: 'valueshift:language-parts',
    resolveId: (id) =>
      id === LIST || id.startsWith(PART) ? id.replace('virtual:', '\0') : undefined,
    load(id) {
      if (id === LIST.replace('virtual:', '\0')) return listModule();
      const [, code, part] = /^\0lang-([a-z]+)-([a-z]+)$/.exec(id) ?? [];
      if (!code || !part) return undefined;
      for (const file of filesOf(root, code, part)) this.addWatchFile(file);
      const text = JSON.stringify(partOf(root, code, part));
      return `export default JSON.parse(${JSON.stringify(text)});`;
    }
  };
}

/** The parts of a language. */
export const partNames = (): string[] => Object.keys(PARTS);

/** A part as it is loaded: sentences by area, as i18next takes them; or what the survey is called. */
export function partOf(root: string, code: string, part: string): object {
  if (part === 'questions') return surveyNames(root, code);
  const merged: Messages = {};
  for (const file of filesOf(root, code, part)) {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Messages;
    const area = nameOf(file).split('.')[0] as string;
    if (area === 'common') Object.assign(merged, content);
    else merged[area] = { ...merged[area], ...content };
  }
  return merged;
}

/** Questions by their English wording: whatever else a question of this number asks is not translated. */
function surveyNames(root: string, code: string): SurveyNames {
  const read = (file: string) => JSON.parse(readFileSync(resolve(root, file), 'utf8')) as unknown;
  const own = read(`${MESSAGES}/${code}/questions.json`) as SurveyNames;
  const survey = read('src/survey/data/survey.json') as CompactSurvey;
  return {
    questions: Object.fromEntries(
      survey.questions.map(({ id, text }) => [text, own.questions[id]])
    ),
    options: own.options,
    places: read(`${MESSAGES}/${code}/places.json`) as SurveyNames['places'],
    numeric: Object.fromEntries(survey.countries.map((each) => [each.code, each.numeric]))
  };
}

function filesOf(root: string, code: string, part: string): string[] {
  const folder = resolve(root, MESSAGES, code);
  return readdirSync(folder)
    .filter((file) => Object.keys(PARTS).find((name) => PARTS[name]?.test(nameOf(file))) === part)
    .map((file) => join(folder, file));
}

const nameOf = (file: string) => /([^/\\]+)\.json$/.exec(file)?.[1] ?? '';

function listModule(): string {
  const languages = LANGUAGES.filter((language) => language !== ENGLISH).map(({ code }) => {
    const parts = partNames().map((part) => `${part}: () => import('${PART}${code}-${part}')`);
    return `'${code}': { ${parts.join(', ')} }`;
  });
  return `export default { ${languages.join(',\n')} };`;
}
