import type { CountryCode } from './types.ts';

/** Names that English writes with an article: states that are many or a union, and a few by custom. */
const WITH_ARTICLE =
  /\b(Republic|Kingdom|States|Federation|Emirates|Islands|Territor(y|ies))\b|^(Bahamas|Comoros|Congo|DR Congo|Gambia|Isle of Man|Ivory Coast|Maldives|Netherlands|Philippines|Seychelles|Vatican)$/;

/**
 * A country as a prompt names it in a sentence ("You live in the United States."). Lists, tables and
 * labels have the name alone.
 */
export function countryInPrompt({ code, name }: { code: CountryCode; name: string }) {
  return { code, name: WITH_ARTICLE.test(name) && !/^the /i.test(name) ? `the ${name}` : name };
}

/** The name alone, out of a prompt's sentence. */
export function nameAlone(inPrompt: string): string {
  return inPrompt.replace(/^the /, '');
}
