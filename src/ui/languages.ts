/** A language in which the page can be read. */
export interface Language {
  /** As in BCP 47, and the name of its folder in `messages`. */
  code: string;
  /** In the language itself. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** A person who speaks it has read all of it; until then the footer says that a machine wrote it. */
  checked: boolean;
}

export const ENGLISH: Language = { code: 'en', name: 'English', dir: 'ltr', checked: true };

/**
 * The languages on offer. One is added once its folder is complete (test/languages says what is missing;
 * docs/translating.md says how).
 */
export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  { code: 'es', name: 'Español', dir: 'ltr', checked: false },
  { code: 'fr', name: 'Français', dir: 'ltr', checked: false },
  { code: 'pt', name: 'Português', dir: 'ltr', checked: false },
  { code: 'de', name: 'Deutsch', dir: 'ltr', checked: false },
  { code: 'ar', name: 'العربية', dir: 'rtl', checked: false },
  { code: 'hi', name: 'हिन्दी', dir: 'ltr', checked: false },
  { code: 'zh', name: '中文', dir: 'ltr', checked: false },
  { code: 'sw', name: 'Kiswahili', dir: 'ltr', checked: false }
];

/**
 * The language to read in: what the address asks for, else what was chosen here before, else the
 * first of the browser's that is on offer, else English. What is not on offer is passed over.
 */
export function pickLanguage(
  asked: string | null,
  chosen: string | null,
  preferred: readonly string[],
  offered: readonly Language[] = LANGUAGES
): Language {
  for (const tag of [asked, chosen, ...preferred]) {
    const code = tag?.toLowerCase().split(/[-_]/)[0];
    const language = offered.find((each) => each.code === code);
    if (language) return language;
  }
  return ENGLISH;
}
