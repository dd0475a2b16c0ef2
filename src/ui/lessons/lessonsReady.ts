import type { SurveyDataset } from '../../survey/types.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { shippedAnswers } from '../appStore.ts';
import {
  lessonFigures,
  standardFigures,
  type LessonFigures,
  type StandardFigures
} from './lessonFigures.ts';
import { lessonWords, standardWords } from './lessonWords.ts';
import { countryName } from '../survey/shownPlaces.ts';

let quick: Promise<LessonFigures | null> | undefined;
let standard: Promise<StandardFigures | null> | undefined;

/** Counted once a visit, from what comes with the app: never from a model or survey of the reader's own. */
const quickFigures = () => (quick ??= counted(lessonFigures));
const longerFigures = () => (standard ??= counted(standardFigures));

async function counted<Found>(
  count: (
    ...of: [NonNullable<Awaited<ReturnType<typeof shippedAnswers.load>>>, SurveyDataset]
  ) => Promise<Found>
): Promise<Found | null> {
  const [shipped, survey] = await Promise.all([shippedAnswers.load(), loadSurvey()]);
  return shipped && count(shipped, survey);
}

/** Figures for story and lessons; null where they cannot be counted. */
export async function lessonsReady(withStandard = false) {
  const figures = await quickFigures();
  const longer = withStandard ? await longerFigures() : null;
  if (!figures || (withStandard && !longer)) return null;
  return { figures, longer, survey: await loadSurvey() };
}

export type ReadyLesson = NonNullable<Awaited<ReturnType<typeof lessonsReady>>>;

/** What the placeholders of the texts stand for, in the language of the moment. */
export function readyWords({ figures, longer, survey }: ReadyLesson) {
  const nameOf = (code: string) => countryName(code, survey);
  return { ...lessonWords(figures, nameOf), ...(longer && standardWords(longer)) };
}
