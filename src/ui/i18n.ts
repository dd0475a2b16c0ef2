import i18next from 'i18next';
import type { AppError } from '../core/errors.ts';
import type about from './messages/en/about.json';
import type bench from './messages/en/bench.json';
import type classMessages from './messages/en/class.json';
import charts from './messages/en/charts.json';
import common from './messages/en/common.json';
import type away from './messages/en/away.json';
import type explore from './messages/en/explore.json';
import form from './messages/en/form.json';
import type guess from './messages/en/guess.json';
import type glossary from './messages/en/glossary.json';
import type hub from './messages/en/hub.json';
import type importing from './messages/en/import.json';
import lab from './messages/en/lab.json';
import type lessons from './messages/en/lessons.json';
import language from './messages/en/language.json';
import landing from './messages/en/landing.json';
import models from './messages/en/models.json';
import type modelsPage from './messages/en/models.page.json';
import offline from './messages/en/offline.json';
import pictures from './messages/en/pictures.json';
import progress from './messages/en/progress.json';
import type results from './messages/en/results.json';
import rows from './messages/en/rows.json';
import seen from './messages/en/seen.json';
import type served from './messages/en/served.json';
import shipped from './messages/en/shipped.json';
import type stored from './messages/en/stored.json';
import type studyReport from './messages/en/studyReport.json';
import type stick from './messages/en/stick.json';
import survey from './messages/en/survey.json';
import type translating from './messages/en/translating.json';
import type told from './messages/en/told.json';
import type yourself from './messages/en/yourself.json';
import type stage from './messages/en/stage.json';
import type { study } from './messages/studyMessages.ts';

/** What every page may say; other areas come with their pages (messages/<area>.ts). */
const english = {
  ...common,
  form,
  lab,
  language,
  landing,
  models,
  offline,
  pictures,
  progress,
  rows,
  seen,
  shipped,
  charts,
  survey
};

/** Areas that come with their pages: the Lab need not wait for them. */
interface PageMessages {
  about: typeof about;
  away: typeof away;
  bench: typeof bench;
  class: typeof classMessages;
  explore: typeof explore;
  glossary: typeof glossary;
  guess: typeof guess;
  hub: typeof hub;
  import: typeof importing;
  lessons: typeof lessons;
  models: typeof modelsPage;
  results: typeof results;
  served: typeof served;
  stick: typeof stick;
  stage: typeof stage;
  stored: typeof stored;
  study: typeof study;
  studyReport: typeof studyReport;
  told: typeof told;
  yourself: typeof yourself;
  translating: typeof translating;
}

/** Dotted paths to every sentence of a catalogue; plural forms count as one key. */
type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? Key extends `${infer Stem}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
      ? Stem
      : Key
    : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

export type MessageKey = Leaves<typeof english & PageMessages>;
export type MessageParams = Record<string, string | number>;

/** What may go wrong on any page; faults of models, servers and tables come with those (`addErrors`). */
const errors = Object.assign(
  {},
  ...Object.values(
    import.meta.glob<Record<string, string>>(
      [
        './messages/en/errors.*.json',
        '!./messages/en/errors.{class,damaged,elsewhere,import,intake,loaded,models,models-page,onnx,scripts,served,servers,stalled,stick,stored,study,studyStats}.json'
      ],
      { eager: true, import: 'default' }
    )
  )
) as Record<string, string>;

/** The language spoken now; the page's own state of it is language.svelte.ts. */
let spoken = { code: 'en', locale: 'en' };
let onSpoken = () => {};

const i18n = i18next.createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  ns: ['messages'],
  defaultNS: 'messages',
  initAsync: false,
  resources: { en: { messages: { ...english, errors } } },
  // Svelte escapes what it puts into the page.
  interpolation: { escapeValue: false }
});

// `{{format, withArticle}}` in a sentence: "an AVIF", "a PNG".
i18n.services.formatter?.add('withArticle', (format: string) =>
  say(`pictures.withArticle.${format}`, { defaultValue: format })
);

function say(key: string, params: object): string {
  onSpoken();
  return i18n.t(key, { ...params, lng: spoken.code });
}

/** Adds the sentences of a page's own area; the module that does so is the page's first import. */
export function addMessages(messages: Partial<PageMessages>): void {
  i18n.addResourceBundle('en', 'messages', messages, true, true);
}

/** Adds sentences about faults, by their codes. */
export function addErrors(sentences: Record<string, string>): void {
  i18n.addResourceBundle('en', 'messages', { errors: sentences }, true, true);
}

/** Adds what another language says, of all areas or of some; English stands in for the rest. */
export function addTranslation(code: string, messages: object): void {
  i18n.addResourceBundle(code, 'messages', messages, true, true);
}

/**
 * From now on, sentences are in this language.
 * @param locale the same for `Intl`
 */
export function speak(code: string, locale: string): void {
  spoken = { code, locale };
}

/** @param hear is called whenever a sentence or the locale is asked for, so that the asker can follow the language */
export function whenSpoken(hear: () => void): void {
  onSpoken = hear;
}

/** A sentence of the catalogue with its `{{placeholders}}` filled; `count` picks the plural form. */
export function t(key: MessageKey, params: MessageParams = {}): string {
  return say(key, params);
}

/** What went wrong, where, and what to do, in the reader's language. */
export function errorText(error: Pick<AppError, 'code' | 'params'>): string {
  const key = `errors.${error.code}`;
  if (i18n.exists(key)) return say(key, error.params);
  return say('errors.unexpected', { message: `${error.code} ${JSON.stringify(error.params)}` });
}

/** The language that numbers and dates are written in. */
export function currentLocale(): string {
  onSpoken();
  return spoken.locale;
}
