import { speak, whenSpoken } from './i18n.ts';
import { keepSetting, keptSetting } from './keptSetting.ts';
import { ENGLISH, LANGUAGES, pickLanguage, type Language } from './languages.ts';
import type { SurveyWords } from './survey/surveyWords.ts';

const KEY = 'valueshift.language';
const ADDRESS = 'lang';

/** The language of the page: what is shown follows it, and nothing else is touched by a change. */
class LanguageChoice {
  #now: Language = $state.raw(ENGLISH);
  /** Goes up with each part that arrives: what is on the page is then said anew. */
  #arrived = $state(0);
  /** The language whose parts did not all arrive; English stands in. */
  missing: Language | null = $state.raw(null);
  /** Parts are on their way. */
  loading = $state(false);
  /** Settles when all that the language has is here, or did not come. */
  whole: Promise<void> = Promise.resolve();
  #wanted = ENGLISH;
  readonly #surveys = new Map<string, SurveyWords>();

  constructor() {
    whenSpoken(() => void [this.#now, this.#arrived]);
  }

  get now(): Language {
    return this.#now;
  }

  /** What this language calls the survey; null in English, and until it is here. */
  get survey(): SurveyWords | null {
    void this.#arrived;
    return this.#surveys.get(this.#now.code) ?? null;
  }

  /**
   * Before the page is drawn: takes the language that the address, an earlier choice or the browser
   * asks for. Settles when the Lab can be said in it, or English must stand in.
   */
  start(): Promise<void> {
    const asked = new URLSearchParams(location.search).get(ADDRESS);
    return this.#take(pickLanguage(asked, keptSetting(KEY), navigator.languages));
  }

  /** A reader's choice: kept, and said in the address, so that a link opens in it. */
  choose(code: string): Promise<void> {
    const language = LANGUAGES.find((each) => each.code === code) ?? ENGLISH;
    keepSetting(KEY, language.code);
    const address = new URL(location.href);
    address.searchParams.set(ADDRESS, language.code);
    history.replaceState(history.state, '', address);
    return this.#take(language);
  }

  /** Asks once more for what did not arrive. */
  async tryAgain(): Promise<void> {
    if (this.missing) await this.#take(this.missing);
  }

  async #take(language: Language): Promise<void> {
    this.#wanted = language;
    this.missing = null;
    if (language === ENGLISH) return this.#show(ENGLISH);
    this.loading = true;
    const { code } = language;
    const loaded = import('./otherLanguage.ts').then(async ({ loadLanguage, keepLanguage }) => {
      const { readable, all } = await loadLanguage(code, (survey) => {
        if (survey) this.#surveys.set(code, survey);
        this.#arrived += 1;
      });
      if (readable) keepLanguage(code);
      return { readable, all };
    });
    const { readable, all } = await loaded.catch(() => ({ readable: false, all: false }));
    this.whole = Promise.resolve(all).then((complete) => {
      if (this.#wanted !== language) return;
      this.loading = false;
      if (!complete) this.missing = language;
    });
    if (this.#wanted === language) this.#show(readable ? language : ENGLISH);
  }

  /**
   * What is made for a file is made in English, whatever is read here: tables of two classes then
   * have the same headings. What the page shows is as before when this returns.
   */
  english<Made>(make: () => Made): Made {
    const here = this.#now;
    this.#speak(ENGLISH);
    try {
      return make();
    } finally {
      this.#speak(here);
    }
  }

  #speak(language: Language): void {
    const { code } = language;
    // Latin digits in Arabic, too: they then agree with charts, saved tables and the survey's scales.
    speak(code, language === ENGLISH ? code : `${code}-u-nu-latn`);
    this.#now = language;
  }

  #show(language: Language): void {
    const { code, dir } = language;
    this.#speak(language);
    document.documentElement.lang = code;
    document.documentElement.dir = dir;
    if (language === ENGLISH) this.loading = false;
  }
}

export const language = new LanguageChoice();
