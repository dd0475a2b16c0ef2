/**
 * The one place where these tests touch src/: when names or places there change, this file follows
 * and nothing else here does.
 */
import { readFile } from 'node:fs/promises';
import { toAnswer } from '../../src/core/answers/answer.ts';
import { incomeHistogram } from '../../src/core/study/tables/incomeHistogram.ts';
import { countryDifference } from '../../src/core/study/tables/countryDifference.ts';
import { makeStudy } from '../../src/core/study/fixtures/study.ts';
import { incomeChange, incomeSimilarity } from '../../src/core/study/tables/incomeGroups.ts';
import { MAP_QUESTIONS } from '../../src/core/measures/culturalMap/mapItems.ts';
import { letterQualityTable } from '../../src/core/study/tables/letterQualityTable.ts';
import type { CountryResult } from '../../src/core/study/studyResults.ts';
import { PICTURE_SETS } from '../../src/core/study/studyFrame.ts';
import type {
  CaptionBase,
  StudyTable,
  TableInput
} from '../../src/core/study/tables/studyTable.ts';
import { packShares } from '../../src/core/survey/surveyShares.ts';
import { countrySimilarity } from '../../src/core/study/tables/countrySimilarity.ts';
import { topicTests } from '../../src/core/study/tables/topicTests.ts';
import { countryTopics, topicChange } from '../../src/core/study/tables/topicChange.ts';
import { METRICS, type Metric } from '../../src/core/measures/metrics.ts';
import type { CountryCode } from '../../src/core/survey/types.ts';
import type { Answer, RawAnswer, TextVariant } from '../../src/core/answers/types.ts';
import { brief } from '../../src/core/prompts/brief.ts';
import { labMaterial, materialOf, type StudyMaterial } from '../../src/run/stats/material.ts';
import type { OpenStudy } from '../../src/run/study/studyApi.ts';
import { readContents } from '../../src/formats/studyZip/contents.ts';
import { formerSurvey } from '../../src/survey/former.ts';
import type { SurveyDataset } from '../../src/survey/types.ts';
import { letterReport } from '../../src/core/answers/letterReport.ts';
import { movementBetween, type Movement } from '../../src/core/measures/movement.ts';
import { culturalPoints } from '../../src/ui/study/results/culturalPoints.ts';
import { heatCells } from '../../src/ui/study/results/heatCells.ts';
import { similarityRows } from '../../src/ui/study/results/similarityRows.ts';
import { Analysis } from '../../src/run/stats/analysis.ts';
import { StudyState } from '../../src/ui/study/studyState.svelte.ts';
import { openStudyZip } from '../openStudyZip.ts';

export { METRICS, PICTURE_SETS };
export const VARIANTS: readonly TextVariant[] = ['pmi', 'raw', 'per-token'];
export const DENOMINATORS = ['country', 'picture'] as const;

/** Tables under the ids that version 0.1 gave them. */
const under = (id: string, table: StudyTable) => ({ id, ...table });
export const tables = {
  table1: (input: TableInput) => under('table1', countrySimilarity(input)),
  table2: (input: TableInput) => under('table2', incomeChange(input)),
  table3: (input: TableInput) => under('table3', topicTests(input)),
  figure4: (input: TableInput) => under('figure4', topicChange(input)),
  figure5: (...given: Parameters<typeof incomeHistogram>) =>
    under('figure5', incomeHistogram(...given)),
  figure6: (input: TableInput) => under('figure6', countryDifference(input)),
  figure8: (input: TableInput, country: CountryCode) =>
    under('figure8', countryTopics(input, country)),
  figure9: (input: TableInput) => under('figure9', incomeSimilarity(input)),
  quality: (...given: Parameters<typeof letterQualityTable>) =>
    under('quality', letterQualityTable(...given))
};

/** Table 1's drawing one way of asking after the other, rows under the country, as 0.1 drew it. */
function rowsByCondition(
  countries: readonly CountryResult[],
  nameOf: (code: CountryCode) => string
) {
  const conditions = [...new Set(countries.map(({ condition }) => condition))];
  const parts = conditions.map((condition) =>
    similarityRows(
      countries.filter((each) => each.condition === condition),
      nameOf
    )
  );
  const rows = parts.flatMap((part) => part.rows);
  return {
    series: parts[0]?.series ?? [],
    rows: rows.map((row) => ({ ...row, id: row.id.split(' ')[0] }))
  };
}

export const drawn = { heatCells, similarityRows: rowsByCondition, culturalPoints };
export type { Metric, TextVariant };

/** A study with its statistics, ready for every table. */
export interface Opened {
  frame: StudyState['frame'];
  material: StudyMaterial;
  seed: number;
  base: CaptionBase;
  analysis: Analysis;
}

export const EXAMPLE = 'test/fixtures/v0.1/example.zip';
const blobOf = async (path: string) => new Blob([await readFile(path)]);

/** The bundled survey in the words, topics and marks that version 0.1 asked in. */
export const SURVEY_THEN = 'f5f33b3cf89dba36ef0592fa8adfd18eca4e5ddc0c6fa5d2c548a0b8f76a95c6';
export async function surveyThen(): Promise<SurveyDataset> {
  const survey = await formerSurvey(SURVEY_THEN);
  if (!survey) throw new Error('The survey of version 0.1 is gone.');
  return survey;
}

/** A study out of a zip, and what its models made of every picture at the gate. */
export async function openZip(path: string) {
  const open = await openStudyZip(path);
  const opened = openedOf(open);
  // The caption of then spoke of the gate, though the example's pictures were put in by hand.
  const base = path === EXAMPLE ? { ...opened.base, inclusion: 'gate' as const } : opened.base;
  return { opened: { ...opened, base }, gates: gatesOf(open), missing: open.missing };
}

/** Without what no version shows (0.1 also kept each country's share). */
export function gatesOf({ gates }: Pick<OpenStudy, 'gates'>) {
  return gates.map(({ ranking, ...gate }) => ({
    ...gate,
    ranking: ranking.map(({ country, score }) => ({ country, score }))
  }));
}

export function openedOf(open: OpenStudy): Opened {
  const [analysis, material] = [
    new Analysis(),
    materialOf(open, { caveats: 'in', topics: 'ours' })
  ];
  analysis.open(material);
  return {
    ...{ frame: open.frame, material },
    seed: open.record.study.seed,
    base: new StudyState(open).captionBase,
    analysis
  };
}

/** The same study as if it were about one country. */
export function alone({ material }: Opened, code: CountryCode): Analysis {
  const analysis = new Analysis();
  const { frame } = material;
  const countries = frame.countries.filter((country) => country.code === code);
  analysis.open({ ...material, frame: { ...frame, countries } });
  return analysis;
}

/** What the example lacks: pictures of people with incomes, a country without an income group. */
export function madeStudy(): Opened {
  const { frame, columns, figuresOf } = makeStudy({
    conditions: 2,
    countries: 7,
    questions: 45,
    categories: ['food', 'dress', 'people', 'people'],
    surveyed: 30
  });
  const analysis = new Analysis();
  const material: StudyMaterial = {
    frame,
    columns,
    survey: packShares(frame.questions, (id) => figuresOf(id)),
    mapFigures: packShares(
      MAP_QUESTIONS.map((id) => ({ id })),
      (id) => figuresOf(id)
    )
  };
  analysis.open(material);
  const base: CaptionBase = {
    survey: { id: 'made', name: 'Made', hash: 'none' },
    incomeYear: 2023,
    orders: 'forward+reverse',
    dontKnow: 'omit',
    conditions: frame.conditions,
    inclusion: 'all'
  };
  return { frame, material, seed: 5, base, analysis };
}

/** The example's answers as a Lab run of one country has them: none, its name, one picture. */
export async function labAnswers(country: CountryCode, readout: RawAnswer['readout']) {
  const { study, answers } = await readContents(await blobOf(EXAMPLE));
  const picture = study.pictures.find((each) => each.country === country)?.id;
  const wanted = answers
    .flatMap((group) => group.answers)
    .filter((answer) => answer.readout === readout);
  const under = (is: (cue: RawAnswer['cue']) => boolean) => wanted.filter(({ cue }) => is(cue));
  const cues = [
    under(({ kind }) => kind === 'neutral'),
    under((cue) => cue.kind === 'country' && cue.country === country),
    under((cue) => cue.kind === 'picture' && cue.picture === picture)
  ];
  if (cues.some(({ length }) => length !== 70)) throw new Error('The example lacks answers.');
  return cues;
}

/** Everything that the Lab's results say: cue by cue, all cues over the same questions. */
export async function labStatistics(
  cues: readonly (readonly RawAnswer[])[],
  { country, metric, variant }: { country: CountryCode; metric: Metric; variant: TextVariant }
) {
  const survey = await surveyThen();
  const answers = cues.map((list) => list.map((raw) => toAnswer(raw, { variant })));
  const questions = (answers[0] ?? []).flatMap(({ question }) => survey.question(question) ?? []);
  const analysis = new Analysis();
  analysis.open(
    labMaterial(
      {
        cues: cues.flatMap(([first]) => first?.cue ?? []),
        questions,
        template: brief,
        readout: cues[0]?.[0]?.readout ?? 'text'
      },
      questions.map((_, k) => cues.flatMap((list) => list[k] ?? [])),
      (id) => survey.figuresOf(id)
    )
  );
  const choices = { metric, variant, seed: 20_260 };
  const pairs = [[2, 1] as const, [1, 0] as const, [2, 0] as const];
  const nearest = cues.map((_, cue) => analysis.nearest({ ...choices, condition: 0, cue }));
  const views = questions.map((question, index) => ({
    question,
    figure: survey.figure(country, question.id) ?? null,
    answers: answers.map((list) => list[index] ?? null)
  }));
  return {
    answers,
    summary: analysis.summary({ ...choices, pairs }),
    nearest,
    letters: lettersOf(answers),
    shifts: views.map((view) =>
      pairs.map(([to, from]) => {
        const [before, after] = [view.answers[from], view.answers[to]];
        return before && after && shiftOf(movementBetween(view, [before], after, metric));
      })
    )
  };
}

/** In the form of version 0.1. */
function shiftOf({ moved, signed, alongScale, towards, toSurvey }: Movement) {
  return { moved, signed, alongScale, towards, toSurvey };
}

/** In the form of version 0.1; cues question by question, as the Lab adds them up. */
function lettersOf(cues: readonly (readonly Answer[])[]) {
  const found = letterReport(
    (cues[0] ?? []).flatMap((_, k) => cues.map((list) => list[k] ?? null))
  );
  if (!found) return null;
  const { answers, ordered, meanMass, lowMass, order } = found;
  const [divergence, flips] = [order?.divergence ?? null, order?.flips ?? null];
  return { answers, ordered, meanMass, lowMass, divergence, flips };
}
