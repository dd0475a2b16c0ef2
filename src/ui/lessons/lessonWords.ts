import { wholePercent } from '../../core/study/sentences/rowPlaces.ts';
import type { Estimate } from '../../core/inference/types.ts';
import { ordinal, percent, points, whole } from '../format.ts';
import type { MessageParams } from '../i18n.ts';
import { endWords } from '../rows/optionWords.ts';
import {
  bundledNamed,
  TOLD_OF,
  type LessonFigures,
  type StandardFigures
} from './lessonFigures.ts';
import { shownPlace } from '../survey/shownPlaces.ts';
import { shownQuestion } from '../survey/shownQuestion.ts';

/** The figures of story and lessons as their sentences say them, by the names of the placeholders. */
export function lessonWords(figures: LessonFigures, countryOf: (code: string) => string) {
  const { marks, otherMarks, flag, bare, dish, ways, flagPlace, dishPlace, people } = figures;
  const question = shownQuestion(figures.row.question);
  const surveyQuestion = shownQuestion(people.question);
  const hundred = (share: number) => whole(wholePercent(share));
  return {
    question: question.text,
    first: endWords(question, 'first'),
    last: endWords(question, 'last'),
    country: countryOf(TOLD_OF.country),
    country2: countryOf(bundledNamed(TOLD_OF.otherFlag).country ?? ''),
    dish: shownPlace(bundledNamed(TOLD_OF.dish).title),
    none: hundred(marks.none),
    blank: hundred(marks.blank),
    flag: hundred(marks.shown),
    flag2: hundred(otherMarks.shown),
    moved: hundred(marks.moved),
    reach: hundred(marks.reach),
    // Learners subtract the places that they read, which are rounded.
    anyStep: whole(Math.abs(wholePercent(marks.none) - wholePercent(marks.blank))),
    fromNone: hundred(marks.fromNone),
    of: whole(flag.of),
    beyond: whole(flag.beyond),
    anyBeyond: whole(bare.beyond),
    dishBeyond: whole(dish.beyond),
    flagMean: points(flag.mean),
    anyMean: points(bare.mean),
    fromNoneMean: points(figures.fromNone),
    same: whole(ways.same),
    opposite: whole(ways.opposite),
    rank: ordinal(flagPlace.rank),
    ranked: whole(flagPlace.countries.length),
    chance: ordinal(flagPlace.byChance),
    n: whole(flagPlace.n),
    dishRank: ordinal(dishPlace.rank),
    flags: whole(figures.flags.n),
    meanPct: percent(figures.flags.mean),
    lowPct: lowOf(figures.flags),
    highPct: highOf(figures.flags),
    names: whole(figures.names.n),
    namePct: percent(figures.names.mean),
    nameLow: lowOf(figures.names),
    nameHigh: highOf(figures.names),
    surveyQuestion: surveyQuestion.text,
    option: surveyQuestion.options[people.option] ?? '',
    share: percent(people.share),
    asked: whole(people.asked),
    countries: whole(people.countries),
    between: percent(people.between)
  } satisfies MessageParams;
}

/** The same of the longer set of questions. */
export function standardWords({ flags, of }: StandardFigures) {
  return {
    standardOf: whole(of),
    standardFlags: whole(flags.n),
    standardN: whole(flags.questions[0] ?? 0),
    standardPct: percent(flags.mean),
    standardLow: lowOf(flags),
    standardHigh: highOf(flags)
  } satisfies MessageParams;
}

const lowOf = ({ interval }: Estimate) => percent(interval?.[0] ?? NaN);
const highOf = ({ interval }: Estimate) => percent(interval?.[1] ?? NaN);
