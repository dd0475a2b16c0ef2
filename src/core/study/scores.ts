import type { TextVariant } from '../answers/types.ts';
import type { Metric } from '../measures/metrics.ts';
import type { Cue } from '../prompts/types.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';
import type { StudyData } from './studyData.ts';
import type { StudyFrame } from './studyFrame.ts';

/** Similarities of one condition's answers with the survey; NaN where there is nothing to compare. */
export interface ConditionScores {
  /** Country x question, row by row: the country's name as cue, and no cue at all. */
  name: Float64Array;
  neutral: Float64Array;
  /** Picture (as in the frame) x question, each with its own country's people. */
  picture: Float64Array;
}

/**
 * Similarities of every answer, one entry per condition of the frame.
 * Throws AppError `study-options-differ`.
 */
export function scoreConditions(
  study: StudyData,
  metric: Metric,
  variant: TextVariant
): ConditionScores[] {
  const { conditions, cues, questions, countries, pictures } = study.frame;
  const similarity = study.similarity(metric, variant);
  const places = surveyPlaces(study.frame, study.survey);
  const cueAt = new Map(cues.map((cue, index) => [nameOf(cue), index]));
  const asked = (name: string, country: number) => ({
    cue: cueAt.get(name) ?? -1,
    place: places[country] ?? -1
  });
  const codes = countries.map(({ code }) => code);
  const named = codes.map((code, index) => asked(`country ${code}`, index));
  const neutral = codes.map((_, index) => asked('neutral', index));
  const pictured = pictures.map(({ id, country }) =>
    asked(`picture ${id}`, codes.indexOf(country))
  );
  return conditions.map((_, condition) => {
    const of = (list: readonly { cue: number; place: number }[]) => {
      const values = new Float64Array(list.length * questions.length);
      list.forEach(({ cue, place }, index) => {
        for (let q = 0; q < questions.length; q++) {
          const at = index * questions.length + q;
          values[at] = similarity(study.row(condition, cue, q), place);
        }
      });
      return values;
    };
    return { name: of(named), neutral: of(neutral), picture: of(pictured) };
  });
}

/** Empty for controls, which have no score of their own. */
function nameOf(cue: Cue): string {
  if (cue.kind === 'country') return `country ${cue.country}`;
  if (cue.kind === 'picture') return `picture ${cue.picture}`;
  return cue.kind === 'neutral' ? cue.kind : '';
}

/** Index of each of the study's countries in the survey; -1 for one without figures. */
export function surveyPlaces(
  { countries }: Pick<StudyFrame, 'countries'>,
  survey: SurveyShares
): number[] {
  return countries.map(({ code }) => survey.countries.indexOf(code));
}
