import { AnswerColumnsBuilder, type AnswerColumns } from '../../core/answers/answerColumns.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { MAP_QUESTIONS } from '../../core/measures/culturalMap/mapItems.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import { templateName } from '../../core/prompts/templateName.ts';
import { frameQuestion, type StudyFrame } from '../../core/study/studyFrame.ts';
import { filedQuestions, type TopicMapping } from '../../core/survey/topicMapping.ts';
import { packShares, type FiguresOf, type SurveyShares } from '../../core/survey/surveyShares.ts';
import { comparableFigures, type CaveatChoice } from '../../survey/comparable.ts';
import type { OpenStudy } from '../study/studyApi.ts';

/** What the worker knows of a study, in typed arrays: everything is computed from this. */
export interface StudyMaterial {
  frame: StudyFrame;
  columns: AnswerColumns;
  survey: SurveyShares;
  /** The survey's shares on the questions of the cultural map, asked or not; null for no map. */
  mapFigures: SurveyShares | null;
}

export interface MaterialChoices {
  caveats: CaveatChoice;
  topics: TopicMapping;
}

/** What the workers need of an opened study. */
export function materialOf(
  { frame, columns, survey }: OpenStudy,
  { caveats, topics }: MaterialChoices
): StudyMaterial {
  const figuresOf = comparableFigures(survey, caveats);
  return {
    frame: { ...frame, questions: filedQuestions(frame.questions, survey.topicsPaper, topics) },
    columns,
    survey: packShares(frame.questions, figuresOf),
    mapFigures: packShares(
      MAP_QUESTIONS.map((id) => ({ id })),
      figuresOf
    )
  };
}

/**
 * A run of the Lab as a study under one condition: of the country whose name was a cue, with the
 * run's pictures, shown or told in words, as pictures of it.
 * @param answers question by question one per cue
 */
export function labMaterial(
  { cues, questions, template, readout }: Omit<AskPlan, 'orders' | 'dontKnow'>,
  answers: readonly (readonly RawAnswer[])[],
  figuresOf: FiguresOf
): StudyMaterial {
  const builder = new AnswerColumnsBuilder(cues.length * questions.length);
  answers.forEach((list, question) =>
    list.forEach((raw, cue) => builder.add({ condition: 0, cue, question }, raw))
  );
  const country = cues.find((cue) => cue.kind === 'country')?.country;
  return {
    frame: {
      conditions: [{ model: '', template: templateName(template), readout }],
      cues,
      questions: questions.map(frameQuestion),
      countries: country === undefined ? [] : [{ code: country, income: null }],
      pictures: cues.flatMap((cue) =>
        cue.kind === 'picture' || cue.kind === 'caption'
          ? {
              id: cue.picture,
              country: country ?? '',
              category: cue.category,
              incomeUsdPerMonth: null
            }
          : []
      )
    },
    columns: builder.finish(),
    survey: packShares(questions, figuresOf),
    mapFigures: null
  };
}
