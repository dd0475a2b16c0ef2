import type { Country, Figure } from '../core/survey/types.ts';
import { SOURCES, type CitationId } from './sources.ts';
import type { Caveat, SurveyDataset } from './types.ts';
import type { CountryAnswer } from './compare.ts';

/** Where the shown figures come from and what is not quite comparable about them. */
export interface Provenance {
  /** Publications in order of first use, each with the countries that came through it. */
  sources: readonly { source: string; citations: readonly CitationId[]; countries: string[] }[];
  caveats: readonly { country: string; caveat: Caveat }[];
  unweighted: readonly string[];
  /** Figures of another round than most. */
  otherWaves: readonly { country: string; wave: string }[];
  /** Countries known from the European study alone, which asked only some of the questions. */
  europeanOnly: readonly { country: string; count: number }[];
  notAsked: readonly string[];
}

/** A country with figures for fewer of the questions than this took part in one study only. */
const FEW = 0.3;

export function provenanceOf(survey: SurveyDataset, answers: readonly CountryAnswer[]): Provenance {
  const asked = answers.flatMap(({ country, figure }) => (figure ? [{ country, figure }] : []));
  const usual = mostCommon(asked.map(({ figure }) => figure.wave));
  return {
    sources: [...groupBy(asked, ({ figure }) => figure.source)].map(([source, each]) => ({
      source,
      citations: SOURCES[source] ?? [],
      countries: each.map(({ country }) => country.name)
    })),
    caveats: answers.flatMap(({ country, caveats }) =>
      caveats.map((caveat) => ({ country: country.name, caveat }))
    ),
    unweighted: asked.filter(({ figure }) => !figure.weighted).map(({ country }) => country.name),
    otherWaves: asked
      .filter(({ figure }) => figure.wave !== usual)
      .map(({ country, figure }) => ({ country: country.name, wave: figure.wave })),
    europeanOnly: answers.flatMap(({ country }) => {
      const figures = figuresOfCountry(survey, country);
      return isEuropeanOnly(survey, figures)
        ? [{ country: country.name, count: figures.length }]
        : [];
    }),
    notAsked: answers.filter(({ figure }) => !figure).map(({ country }) => country.name)
  };
}

function figuresOfCountry(survey: SurveyDataset, { code }: Country): Figure[] {
  return survey.questions.flatMap(({ id }) => survey.figure(code, id) ?? []);
}

function isEuropeanOnly(survey: SurveyDataset, figures: readonly Figure[]): boolean {
  const joint = figures.some(({ source }) => (SOURCES[source] ?? []).includes('evs-wvs'));
  return joint && figures.length < FEW * survey.questions.length;
}

function mostCommon(values: readonly string[]): string | undefined {
  const counts = [...groupBy(values, (value) => value)];
  return counts.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
