import { fitCulturalMap, type CulturalMap } from '../../core/measures/culturalMap/culturalMap.ts';
import type { AnswerOf } from '../../core/measures/culturalMap/mapItems.ts';
import { MAP_QUESTIONS } from '../../core/measures/culturalMap/mapItems.ts';
import { placeOnMap, type PlaceOnMap } from '../../core/measures/culturalMap/ownPlace.ts';
import { nearestToOwn, type OwnRanking } from '../../core/measures/ownLikeness.ts';
import type { Question, QuestionId } from '../../core/survey/types.ts';
import { comparableFigures } from '../../survey/comparable.ts';
import { questionsOf } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** Equal numbers on every visit: the tests draw by lot. */
const SEED = 20_260;

/** One's own answers: by question the place of the option among the options. */
export type OwnAnswers = ReadonlyMap<QuestionId, number>;

/** The questions that one answers oneself: the quick ones, and those that the map needs besides. */
export function ownQuestions(survey: SurveyDataset): { quick: Question[]; map: Question[] } {
  const quick = [...questionsOf(survey, 'quick')];
  const map = MAP_QUESTIONS.flatMap((id) => survey.question(id) ?? []);
  return { quick, map: map.filter(({ id }) => !quick.some((each) => each.id === id)) };
}

/** Countries by how near their people are to some own answers; figures with caveats are left out. */
export function nearestPeople(survey: SurveyDataset, own: OwnAnswers): OwnRanking {
  const figuresOf = comparableFigures(survey, 'out');
  const answers = [...own].flatMap(([id, option]) => {
    const question = survey.question(id);
    return question ? [{ question, option }] : [];
  });
  const countries = survey.countries.map(({ code }) => code);
  return nearestToOwn(answers, countries, (code, id) => figuresOf(id).get(code)?.p, {
    seed: SEED
  });
}

/** The survey's own countries on the cultural map; null where it has too little for one. */
export function surveyMap(survey: SurveyDataset): CulturalMap | null {
  return fitCulturalMap(comparableFigures(survey, 'out'));
}

/** Own answers on it, each as all of its weight on one option. */
export function ownOnMap(map: CulturalMap, survey: SurveyDataset, own: OwnAnswers): PlaceOnMap {
  return placeOnMap(map, (id) => {
    const option = own.get(id);
    const count = survey.question(id)?.options.length ?? 0;
    return option === undefined
      ? undefined
      : Array.from({ length: count }, (_, k) => Number(k === option));
  });
}

/** A model's answers on it. */
export function answersOnMap(map: CulturalMap, answerOf: AnswerOf): PlaceOnMap {
  return placeOnMap(map, answerOf);
}
