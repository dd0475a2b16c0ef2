import { pointsBadge } from '../../core/study/sentences/labBadges.ts';
import { wholePercent } from '../../core/study/sentences/rowPlaces.ts';
import type { CountryCode, QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { betweenCountries } from '../../run/lesson/betweenCountries.ts';
import { lessonPlaces, meanPercentile } from '../../run/lesson/lessonPlaces.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { Breather } from '../../workers/breather.ts';
import { DEFAULT_CHOICES } from '../lab/choices.ts';
import { BUNDLED_PICTURES, type BundledPicture } from '../pictures/bundled.ts';
import { pictureNoun } from '../pictures/pictureNoun.ts';
import type { RowInput } from '../rows/rowInput.ts';
import { lessonRow } from './lessonRows.ts';
import { bareFigures, markFigures, meanFromNone, moveFigures, waysOf } from './rowFigures.ts';
import { shippedRun, type ShippedRun } from './shippedRun.ts';

/** What story and lessons tell of: a flag, its country's people, one question, and what is set beside them. */
export const TOLD_OF = {
  country: 'KOR',
  flag: 'flag-kor',
  otherFlag: 'flag-bra',
  dish: 'bibimbap',
  question: 'Q1',
  surveyQuestion: 'Q46'
} as const;

const isFlag = ({ picture }: BundledPicture) => pictureNoun(picture) === 'flag';

/** @throws RangeError for an id of no bundled picture */
export function bundledNamed(id: string): BundledPicture {
  const found = BUNDLED_PICTURES.find((picture) => picture.id === id);
  if (!found) throw new RangeError(`No bundled picture "${id}".`);
  return found;
}

/** Everything that the texts may count, out of the shipped answers and the survey. */
export type LessonFigures = NonNullable<Awaited<ReturnType<typeof lessonFigures>>>;

/**
 * Counts what story and lessons tell; null where the shipped answers or the survey lack something
 * of it.
 */
export async function lessonFigures(shipped: ShippedAnswers, survey: SurveyDataset) {
  const flag = bundledNamed(TOLD_OF.flag);
  const others = BUNDLED_PICTURES.filter((picture) => isFlag(picture) && picture !== flag);
  const shown = [flag, ...others, bundledNamed(TOLD_OF.dish)];
  const run = await shippedRun(shipped, survey, 'quick', shown);
  const people = surveyFigures(survey);
  if (!run || !people) return null;
  const rows = (...ids: string[]) => rowsOf(run, survey, ids.map(bundledNamed));
  const flagRows = rows(TOLD_OF.flag);
  const row = flagRows.find(({ question }) => question.id === TOLD_OF.question);
  const otherRow = rows(TOLD_OF.otherFlag).find(({ question }) => question.id === TOLD_OF.question);
  const pairRows = rows(TOLD_OF.flag, TOLD_OF.otherFlag);
  const pairRow = pairRows.find(({ question }) => question.id === TOLD_OF.question);
  const marks = row && markFigures(row);
  const otherMarks = otherRow && markFigures(otherRow);
  const pointing = await pointingFigures(run, survey, shown);
  const flagPlace = pointing.placeOf(TOLD_OF.flag);
  const dishPlace = pointing.placeOf(TOLD_OF.dish);
  if (!row || !pairRow || !marks || !otherMarks || !flagPlace || !dishPlace) return null;
  return {
    model: shipped.header.model.model,
    ...{ row, pairRow, marks, otherMarks, people },
    flag: moveFigures(flagRows),
    bare: bareFigures(flagRows),
    fromNone: meanFromNone(flagRows),
    dish: moveFigures(rows(TOLD_OF.dish)),
    ways: waysOf(pairRows),
    ...{ flagPlace, dishPlace },
    flags: pointing.flags,
    names: pointing.names
  };
}

export type StandardFigures = NonNullable<Awaited<ReturnType<typeof standardFigures>>>;

/** Flags' places over the longer set of questions: seconds of work, for the lesson that wants them. */
export async function standardFigures(shipped: ShippedAnswers, survey: SurveyDataset) {
  const pictures = BUNDLED_PICTURES.filter(isFlag);
  const run = await shippedRun(shipped, survey, 'standard', pictures);
  if (!run) return null;
  const { flags } = await pointingFigures(run, survey, pictures);
  return { flags, of: run.plan.questions.length };
}

function rowsOf(run: ShippedRun, survey: SurveyDataset, pictures: readonly BundledPicture[]) {
  const country: CountryCode = TOLD_OF.country;
  return run.plan.questions.flatMap(({ id }): RowInput[] => {
    const row = lessonRow(run, survey, { question: id, country, pictures });
    return row ? [row] : [];
  });
}

/**
 * The places of some pictures and of their countries' names, in the order of the bundled pictures; one
 * by one, as each takes a while and the page shall answer in between.
 */
async function pointingFigures(
  run: ShippedRun,
  survey: SurveyDataset,
  pictures: readonly BundledPicture[]
) {
  const breather = new Breather();
  const places = new Map<string, ReturnType<typeof lessonPlaces>>();
  for (const { id, picture, country } of BUNDLED_PICTURES) {
    if (!pictures.some((each) => each.id === id)) continue;
    await breather.rest();
    const about = { picture, country: country ?? '' };
    places.set(id, lessonPlaces(run, survey, DEFAULT_CHOICES.variant, about));
  }
  const each = BUNDLED_PICTURES.filter(isFlag).flatMap(({ id }) => places.get(id) ?? []);
  const flags = each.flatMap(({ picture }) => picture ?? []);
  const names = each.flatMap(({ name }) => name ?? []);
  return {
    placeOf: (id: string) => {
      const place = places.get(id)?.picture ?? null;
      const badge = pointsBadge(place);
      return place && badge?.what === 'place' ? { ...place, byChance: badge.byChance } : null;
    },
    flags: { ...meanPercentile(flags), questions: flags.map(({ n }) => n) },
    names: { ...meanPercentile(names), questions: names.map(({ n }) => n) }
  };
}

/** What people said to one question: in the country told of, and everywhere. */
function surveyFigures(survey: SurveyDataset) {
  const id: QuestionId = TOLD_OF.surveyQuestion;
  const question = survey.question(id);
  const own = survey.figure(TOLD_OF.country, id)?.p;
  if (!question || !own) return null;
  const option = own.indexOf(Math.max(...own));
  const all = [...survey.figuresOf(id).values()];
  return {
    question,
    option,
    share: wholePercent(own[option] ?? 0) / 100,
    asked: all.length,
    countries: survey.countries.length,
    between: betweenCountries(all.map(({ p }) => p))
  };
}
