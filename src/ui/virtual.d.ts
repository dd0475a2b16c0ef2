/** Loads a part of a language: sentences by area, or its questions. */
type LanguagePart = () => Promise<{ default: object }>;

type LanguageParts = Partial<Record<string, LanguagePart>>;

/** Written by scripts/vite/languageParts.ts: how to load each part of each language, by code and part. */
declare module 'virtual:language-parts' {
  const parts: Partial<Record<string, LanguageParts>>;
  export default parts;
}
