import { templateById } from '../prompts/templates.ts';
import { countryInPrompt } from '../survey/countryInPrompt.ts';
import type { CountryCode } from '../survey/types.ts';
import type { PresetName, Study, StudyCountry } from './studyTypes.ts';

/** The ten countries of the paper's Table 1, in its order. */
export const PAPER_COUNTRIES: readonly CountryCode[] = [
  'BRA',
  'CHN',
  'FRA',
  'ITA',
  'MEX',
  'NGA',
  'PAK',
  'KOR',
  'USA',
  'VNM'
];

/** The choices that a preset makes; everything else of a study is the person's own. */
export type PresetChoices = Pick<
  Study,
  | 'cues'
  | 'controls'
  | 'system'
  | 'view'
  | 'readouts'
  | 'orders'
  | 'dontKnow'
  | 'variant'
  | 'metric'
  | 'gate'
> & {
  /** Ids of bundled prompt templates. */
  templates: readonly string[];
  countries: readonly CountryCode[];
  /** Countries to ask about by name at least, the study's own among them; the rest by name alone. */
  named: number;
};

/**
 * With fewer countries only a large mean own-country percentile is found beyond chance
 * (`detectablePercentile`); names alone are cheap.
 */
export const NAMED = 25;

/** Listings 1 and 2: the first guess must be right, for pictures of people one of the first two. */
const GATE: Study['gate'] = {
  on: true,
  method: 'exact',
  variant: 'pmi',
  articles: true,
  passRank: { people: 2, other: 1 }
};

export const PRESETS: Readonly<Record<PresetName, PresetChoices>> = {
  /** The metric is its formula, 1 - divergence; others read that formula as a distance. */
  'as-in-the-paper': {
    cues: ['country', 'picture'],
    controls: [],
    system: 'usual',
    view: 'one',
    readouts: ['letter'],
    orders: 'single',
    dontKnow: 'list',
    variant: 'pmi',
    metric: 'jsd-bits',
    gate: { ...GATE, method: 'free', prompt: 'paper', variant: 'raw' },
    templates: ['paper'],
    countries: PAPER_COUNTRIES,
    named: 0
  },
  recommended: {
    cues: ['neutral', 'country', 'picture'],
    controls: ['blank', 'frame'],
    system: 'usual',
    view: 'one',
    readouts: 'reading-check',
    orders: 'forward+reverse',
    dontKnow: 'omit',
    variant: 'pmi',
    metric: 'jsd-bits',
    gate: GATE,
    templates: ['brief'],
    countries: PAPER_COUNTRIES,
    named: NAMED
  }
};

/** Countries of a survey by code, as prompts name them; those that it lacks are left out. */
export function countriesIn(
  survey: { country: (code: CountryCode) => StudyCountry | undefined },
  codes: readonly CountryCode[]
): StudyCountry[] {
  return codes.flatMap((wanted) => {
    const found = survey.country(wanted);
    return found ? [countryInPrompt(found)] : [];
  });
}

/**
 * Countries of the survey to ask about by name alone beside a study's own, so that there are so many
 * in all: at even steps through the survey's list, so that no taste chooses.
 */
export function namedBeside(
  own: readonly StudyCountry[],
  survey: { countries: readonly StudyCountry[] },
  total: number
): StudyCountry[] {
  const codes = new Set(own.map(({ code }) => code));
  const others = survey.countries.filter(({ code }) => !codes.has(code));
  const n = others.length;
  const wanted = Math.min(n, Math.max(0, total - own.length));
  return others
    .filter((_, k) => Math.floor(((k + 1) * wanted) / n) !== Math.floor((k * wanted) / n))
    .map(countryInPrompt);
}

/** All choices of a preset as a study holds them; countries that it has already stay. */
export function presetChoices(
  preset: PresetName,
  survey: Parameters<typeof countriesIn>[0] & Parameters<typeof namedBeside>[1],
  kept: readonly StudyCountry[] = []
) {
  const { templates, countries: wanted, named, ...choices } = PRESETS[preset];
  const countries = kept.length > 0 ? kept : countriesIn(survey, wanted);
  return {
    ...choices,
    preset,
    templates: templates.flatMap((id) => templateById(id) ?? []),
    countries,
    alsoNamed: namedBeside(countries, survey, named)
  };
}
