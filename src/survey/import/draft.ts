import type {
  Country,
  CountryCode,
  Figure,
  Question,
  QuestionId
} from '../../core/survey/types.ts';
import type { CountryIndex } from './countryNames.ts';
import { IssueList } from './issues.ts';
import type { SurveyFile } from './surveyFile.ts';
import type { Issue, Mapping, OptionMeaning, Tally, TallyCell } from './types.ts';

/** How far a distribution's shares may miss 1: two published decimals over eleven options. */
const SUM_TOLERANCE = 0.02;

/** What an import would make, and everything that stands in its way. */
export interface Draft {
  /** Only distributions without an error. */
  figures: Record<QuestionId, Record<CountryCode, Figure>>;
  questions: readonly Question[];
  countries: readonly Country[];
  distributions: number;
  /** Distributions left out because of an error. */
  faulty: number;
  /** Reader's and mapping's issues in order of lines. */
  issues: Issue[];
}

/**
 * The shares that a tally means under a mapping. Pure: nothing is stored. A distribution with any
 * error in it is left out whole, never half taken.
 */
export function draftSurvey(
  tally: Tally,
  mapping: Mapping,
  questions: readonly Question[],
  countries: CountryIndex
): Draft {
  const issues = new IssueList();
  const byId = new Map(questions.map((question) => [question.id, question]));
  // Without what every record answers to by itself: names come from a stranger's file.
  const figures: Draft['figures'] = Object.create(null);
  const used = new Set<CountryCode>();
  let distributions = 0;
  let faulty = 0;
  tellUnknown(tally, mapping, byId, issues);
  for (const cell of tally.cells) {
    const code = mapping.countries[cell.country];
    const mapped = mapping.questions[cell.question];
    if (code === 'skip' || mapped === 'skip') continue;
    const question = mapped ? byId.get(mapped.id) : undefined;
    if (!code || !mapped || !question) {
      faulty += 1;
      continue;
    }
    const row = (figures[question.id] ??= Object.create(null) as Record<CountryCode, Figure>);
    const labels = {
      country: tally.countries[cell.country]?.label ?? '',
      question: tally.questions[cell.question]?.label ?? ''
    };
    if (row[code]) {
      issues.error('duplicate-row', cell.line, null, { ...labels, option: '' });
      faulty += 1;
      continue;
    }
    const figure = figureOf(cell, mapped.options, question, tally, issues, labels);
    if (figure) {
      row[code] = figure;
      used.add(code);
      distributions += 1;
    } else {
      faulty += 1;
    }
  }
  const answered = questions.filter(({ id }) => Object.keys(figures[id] ?? {}).length > 0);
  return {
    figures: Object.fromEntries(answered.map(({ id }) => [id, figures[id] ?? {}])),
    questions: answered,
    countries: countries.all.filter(({ code }) => used.has(code)),
    distributions,
    faulty,
    issues: [...tally.issues, ...issues.issues].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  };
}

/** The draft as the document that is stored. */
export function surveyFileOf(draft: Draft, name: string, origin: SurveyFile['origin']): SurveyFile {
  const { countries, questions, figures } = draft;
  return {
    format: 'valueshift-survey',
    version: 1,
    name,
    origin,
    countries,
    questions,
    figures
  };
}

function tellUnknown(
  { countries, questions }: Tally,
  mapping: Mapping,
  byId: ReadonlyMap<QuestionId, Question>,
  issues: IssueList
): void {
  const seen = new Map<CountryCode, string>();
  countries.forEach(({ label, line }, k) => {
    const code = mapping.countries[k];
    if (!code) issues.error('unknown-country', line, null, { label });
    else if (code !== 'skip') {
      const other = seen.get(code);
      if (other) issues.note('same-country', line, null, { label, other });
      seen.set(code, label);
    }
  });
  const ids = new Map<QuestionId, string>();
  questions.forEach(({ label, line, options }, k) => {
    const mapped = mapping.questions[k];
    if (mapped === 'skip') return;
    if (!mapped || !byId.has(mapped.id)) {
      issues.error('unknown-question', line, null, { label });
      return;
    }
    const other = ids.get(mapped.id);
    if (other) issues.note('same-question', line, null, { label, other });
    ids.set(mapped.id, label);
    options.forEach((option, o) => {
      if (mapped.options[o] === null) {
        issues.error('unknown-option', option.line, label, {
          option: option.label,
          question: mapped.id
        });
      }
    });
    const codes = new Set(
      mapped.options.flatMap((meaning) =>
        meaning && typeof meaning === 'object' ? [meaning.code] : []
      )
    );
    const absent = byId.get(mapped.id)?.codes.filter((code) => !codes.has(code)) ?? [];
    if (absent.length > 0) {
      issues.note('option-absent', line, null, { question: label, codes: absent.join(', ') });
    }
  });
}

function figureOf(
  cell: TallyCell,
  meanings: readonly OptionMeaning[],
  { codes }: Question,
  { unit, weighted }: Tally,
  issues: IssueList,
  labels: { country: string; question: string }
): Figure | null {
  const p = codes.map(() => 0);
  let n = 0;
  let dontKnow = 0;
  let noAnswer = 0;
  let tellsMissing = false;
  let good = true;
  cell.values.forEach((value, k) => {
    const meaning = meanings[k];
    if (meaning === 'skip' || value === null) return;
    // An option that nobody here chose does no harm, whatever it means.
    if (meaning == null) good &&= value === 0;
    else if (value < 0) {
      issues.error('negative-share', cell.line, null, { ...labels, text: value });
      good = false;
    } else if (meaning === 'dont-know' || meaning === 'no-answer') {
      tellsMissing = true;
      if (meaning === 'dont-know') dontKnow += value;
      else noAnswer += value;
    } else {
      const place = codes.indexOf(meaning.code);
      p[place] = (p[place] ?? 0) + value;
      n += cell.counts?.[k] ?? 0;
    }
  });
  const valid = p.reduce((sum, share) => sum + share, 0);
  const all = valid + dontKnow + noAnswer;
  // A value that could not be read was told with its line already.
  if (!good || !Number.isFinite(all)) return null;
  if (unit === 'share') {
    const fits = Math.abs(all - 1) <= SUM_TOLERANCE || Math.abs(valid - 1) <= SUM_TOLERANCE;
    if (!fits) {
      issues.error('sum-not-one', cell.line, null, { ...labels, sum: Number(all.toFixed(3)) });
      return null;
    }
  }
  if (valid <= 0) {
    // Nobody gave an answer: in microdata the question was not asked there.
    if (unit !== 'weight') issues.error('nothing-counted', cell.line, null, labels);
    return null;
  }
  const counted = cell.counts !== null && (unit === 'weight' || !weighted);
  return {
    p: p.map((share) => share / valid),
    source: 'own',
    wave: 'own',
    weighted,
    dontKnow: tellsMissing ? dontKnow / all : null,
    noAnswer: tellsMissing ? noAnswer / all : null,
    // More than a number counts exactly is no number of people.
    n: counted && Number.isSafeInteger(n) ? n : null
  };
}
