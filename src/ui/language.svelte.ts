import { addTranslation, speak, whenSpoken } from './i18n.ts';
import { ENGLISH, LANGUAGES, pickLanguage, type Language } from './languages.ts';
import { keepLanguage } from './offline/keepLanguage.ts';
import type { QuestionWords } from './survey/questionWords.ts';

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
  /** Code and part of what has arrived. */
  readonly #here = new Set<string>();
  readonly #questions = new Map<string, QuestionWords>();

  constructor() {
    whenSpoken(() => void [this.#now, this.#arrived]);
  }

  get now(): Language {
    return this.#now;
  }

  /** What questions and options are called in this language; null in English, and until it is here. */
  get questions(): QuestionWords | null {
    void this.#arrived;
    return this.#questions.get(this.#now.code) ?? null;
  }

  /**
   * Before the page is drawn: takes the language that the address, an earlier choice or the browser
   * asks for. Settles when the Lab can be said in it, or English must stand in.
   */
  start(): Promise<void> {
    const asked = new URLSearchParams(location.search).get(ADDRESS);
    return this.#take(pickLanguage(asked, stored(), navigator.languages));
  }

  /** A reader's choice: kept, and said in the address, so that a link opens in it. */
  choose(code: string): Promise<void> {
    const language = LANGUAGES.find((each) => each.code === code) ?? ENGLISH;
    store(language.code);
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
    const parts: LanguageParts = await import('virtual:language-parts').then(
      (module) => module.default[code] ?? {},
      () => ({})
    );
    const coming = (part: string) => this.#arrive(code, part, parts[part]);
    const first = ['lab', 'questions'].map(coming);
    const rest = ['pages', 'study'].map(coming);
    const [readable] = await Promise.all(first);
    const all = Promise.all([...first, ...rest]).then((arrived) => {
      if (this.#wanted !== language) return;
      this.loading = false;
      if (!arrived.every(Boolean)) this.missing = language;
    });
    this.whole = all;
    if (this.#wanted === language) this.#show(readable ? language : ENGLISH);
  }

  /** @returns whether the part is here */
  async #arrive(code: string, part: string, load?: LanguagePart): Promise<boolean> {
    const name = `${code} ${part}`;
    if (this.#here.has(name)) return true;
    try {
      const content = (await load?.())?.default;
      if (!content) return false;
      if (part === 'questions') this.#questions.set(code, content as QuestionWords);
      else addTranslation(code, content);
      this.#here.add(name);
      this.#arrived += 1;
      return true;
    } catch {
      return false;
    }
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
    else keepLanguage(code);
  }
}

export const language = new LanguageChoice();

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page, and its address.
    return null;
  }
}

function store(code: string): void {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // See above.
  }
}
