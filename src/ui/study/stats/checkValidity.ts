import { modelPositions, surveyPositions } from '../../../core/measures/positions.ts';
import type { StudyStats } from '../../../core/study/studyStats.ts';
import { validity, type Validity } from '../../../core/measures/validity.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import { figuresAt } from './nearestTo.ts';

export interface ValidityChoices {
  condition: number;
  variant: TextVariant;
  seed: number;
}

/** Does the model follow the survey across countries: by their names, and by their pictures? */
export interface ValidityPair {
  name: Validity;
  picture: Validity;
  /** Do pictures move the answers as names do? */
  agreement: Validity;
}

/** The three correlations of one way of asking, over all surveyed countries that were asked about. */
export function checkValidity(
  stats: StudyStats,
  { condition, variant, seed }: ValidityChoices
): ValidityPair {
  const { frame, columns, survey } = stats;
  const distributions = stats.distributions(variant);
  const { countries } = survey;
  const places = new Map(frame.questions.map(({ id }, index) => [id, index]));
  const people = surveyPositions(frame, countries, (id) => figuresAt(survey, places.get(id) ?? -1));
  const model = (cue: 'country' | 'picture') =>
    modelPositions(frame, columns, distributions, { condition, cue, countries });
  const [name, picture] = [model('country'), model('picture')];
  return {
    name: validity(frame.questions, name, people, { seed }),
    picture: validity(frame.questions, picture, people, { seed }),
    agreement: validity(frame.questions, picture, name, { seed })
  };
}
