/** What a language calls the bundled survey, all of it found by the English. */
export interface QuestionWords {
  /** By the question's English wording: one of an imported survey is translated only where it is the same. */
  questions: Partial<Record<string, { short: string; text: string; of?: string }>>;
  options: Partial<Record<string, string>>;
  /** Regions, zones, income groups, and countries that `Intl` has no name for. */
  places: Partial<Record<string, string>>;
  /** ISO 3166-1 numeric codes of the bundled survey's countries by their alpha-3 codes. */
  numeric: Partial<Record<string, string>>;
}
