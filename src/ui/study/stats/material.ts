import { MAP_QUESTIONS } from '../../../core/measures/culturalMap/mapItems.ts';
import { packShares } from '../../../core/survey/surveyShares.ts';
import type { OpenStudy } from '../../../run/study/studyApi.ts';
import type { StudyMaterial } from './analysis.ts';

/** What the workers need of an opened study, in typed arrays. */
export function materialOf({ frame, columns, survey }: OpenStudy): StudyMaterial {
  const figuresOf = (id: string) => survey.figuresOf(id);
  return {
    frame,
    columns,
    survey: packShares(frame.questions, figuresOf),
    mapFigures: packShares(
      MAP_QUESTIONS.map((id) => ({ id })),
      figuresOf
    )
  };
}
