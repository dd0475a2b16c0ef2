import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { partNames, partOf } from '../../scripts/vite/languageParts.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { ENGLISH, LANGUAGES } from '../../src/ui/languages.ts';
import { BUNDLED_PICTURES } from '../../src/ui/pictures/bundled.ts';
import { faultsOf, leaves, type Tree } from './faultsOf.ts';
import sameWords from './sameWords.json' with { type: 'json' };

const MESSAGES = 'src/ui/messages';
/** What a reader waits for at once. */
const PART_LIMIT = 60 * 1024;

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Tree;
const files = (code: string) => readdirSync(`${MESSAGES}/${code}`).sort();
const english = files('en');
const translated = LANGUAGES.filter((language) => language !== ENGLISH).map(({ code }) => code);

it('every language that is offered has its folder, and every folder is offered', () => {
  const folders = readdirSync(MESSAGES).filter((name) => !/\.\w+$/.test(name));
  expect(LANGUAGES.map(({ code }) => code).sort()).toEqual(folders.sort());
});

it('a checker finds what it is for', () => {
  const source = {
    a: 'Take {{count}} of {{all}}.',
    n_one: '{{count}} day',
    n_other: '{{count}} days'
  };
  const good = {
    a: '{{all}}: {{count}}',
    n_one: 'x',
    n_other: '{{count}} y',
    n_many: '{{count}} z'
  };
  expect(faultsOf('es', source, good)).toEqual([]);
  const faults = (own: Tree) => faultsOf('es', source, { ...good, ...own }).join('; ');
  expect(faults({ a: 'Take {{count}} of {{all}}.' })).toMatch(/a: as in English/);
  expect(faults({ a: '{{count}}' })).toMatch(/a: \{\{all\}\}/);
  expect(faults({ a: ' ' })).toMatch(/a: empty/);
  expect(faults({ b: 'x' })).toMatch(/b: not in English/);
  expect(faultsOf('es', source, { a: '{{all}} {{count}}' }).join()).toMatch(/n_many: missing/);
  expect(faultsOf('en', { a: 'A **b**' }, { a: 'A b' }).join()).toMatch(/a: marks/);
});

describe.each(translated)('%s', (code) => {
  const same: readonly string[] = sameWords[code as keyof typeof sameWords] ?? [];

  it('has every file', () => {
    expect(files(code)).toEqual([...english, 'places.json', 'questions.json'].sort());
  });

  it('says everything that English says, in its own plural forms', () => {
    const faults = english
      .filter((file) => existsSync(`${MESSAGES}/${code}/${file}`))
      .flatMap((file) => {
        const own = read(`${MESSAGES}/${code}/${file}`);
        return faultsOf(code, read(`${MESSAGES}/en/${file}`), own).map((each) => `${file} ${each}`);
      });
    expect(faults.filter((each) => !same.some((key) => each === `${key}: as in English`))).toEqual(
      []
    );
  });

  it('has a name for every question, option and place of the survey', async () => {
    const survey = await loadSurvey();
    const { questions, options } = read(`${MESSAGES}/${code}/questions.json`) as Record<
      string,
      Tree
    >;
    const asked = Object.fromEntries(
      survey.questions.map(({ id, short, text, higher }) => [
        id,
        { short, text, ...(higher && { of: higher.of }) }
      ])
    );
    const all = (tree: Tree | undefined) => leaves(tree ?? {}).map(([key]) => key);
    expect(all(questions).sort()).toEqual(all(asked).sort());
    const offered = new Set(survey.questions.flatMap((question) => question.options));
    expect(Object.keys(options ?? {}).sort()).toEqual([...offered].sort());
    const places = read(`${MESSAGES}/${code}/places.json`);
    const groups = survey.countries.flatMap(({ region, zone, income }) => [region, zone, income]);
    const named = new Set([
      ...groups.filter((group) => group !== null),
      'Northern Ireland',
      ...BUNDLED_PICTURES.map(({ title }) => title)
    ]);
    expect(Object.keys(places).sort()).toEqual([...named].sort());
    const every = leaves({ ...questions, ...options, ...places });
    expect(every.filter(([, words]) => words.trim() === '')).toEqual([]);
    const sources = new Map(leaves(asked));
    const untranslated = leaves(questions ?? {}).filter(
      ([key, words]) => sources.get(key) === words
    );
    expect(untranslated).toEqual([]);
  });

  it.each(partNames())('comes in parts of at most 60 KB: %s', (part) => {
    const bytes = gzipSync(JSON.stringify(partOf('.', code, part))).length;
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(PART_LIMIT);
  });

  it('what the Lab waits for has at most 60 KB, taken together', () => {
    const bytes = ['lab', 'questions'].map(
      (part) => gzipSync(JSON.stringify(partOf('.', code, part))).length
    );
    expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(PART_LIMIT);
  });
});

it('what English has in the shell, another language has in its first part', () => {
  const source = readFileSync('src/ui/i18n.ts', 'utf8');
  const shell = [...source.matchAll(/^import (\w+) from '\.\/messages\/en\/\w+\.json'/gm)];
  const areas = shell.map((match) => match[1] as string).filter((area) => area !== 'common');
  expect(areas.length).toBeGreaterThan(8);
  const first = Object.keys(partOf('.', 'en', 'lab'));
  expect(areas.filter((area) => !first.includes(area))).toEqual([]);
});
