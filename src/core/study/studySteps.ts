import { askableBy } from '../prompts/askable.ts';
import { systemUse } from '../prompts/openedWith.ts';
import type { AskPlan, Cue, Readout } from '../prompts/types.ts';
import type { Question, QuestionId } from '../survey/types.ts';
import { readoutsOf, studyCues } from './studyCues.ts';
import { systemPart, systemTurnFor } from './systemChoice.ts';
import { templateName } from '../prompts/templateName.ts';
import type { Condition, Study, StudyModelRun, StudyPicture } from './studyTypes.ts';
import { isWords, readsWords } from './wordsOnly.ts';

/** One cue under one condition: a prefix, computed once, with all questions behind it. */
export interface StudyStep {
  condition: Condition;
  cue: Cue;
  /** The cue's place among the study's. */
  cueIndex: number;
  /** One cue; questions that the readout can ask. */
  plan: AskPlan;
}

/** The study's questions that the survey has, in the study's order. */
export function studyQuestions(
  study: Pick<Study, 'questions'>,
  survey: { question: (id: QuestionId) => Question | undefined }
): Question[] {
  return study.questions.flatMap((id) => survey.question(id) ?? []);
}

/**
 * What the tables compare: models x templates x readouts.
 * @param runs models as they answered; one that did not is in no table
 */
export function conditionsOf(
  { models, templates, system }: Pick<Study, 'models' | 'templates' | 'system'>,
  runs: Readonly<Record<string, Pick<StudyModelRun, 'readouts' | 'chat' | 'view'>>>
): Condition[] {
  return models.flatMap(({ model }) => {
    const run = runs[model];
    if (!run) return [];
    return templates.flatMap((template) => {
      const use = systemUse(template, systemTurnFor(system, model), run.chat);
      return run.readouts.map((readout) => ({
        ...{ model, template: templateName(template), readout },
        ...(use === 'none' ? {} : { system: use }),
        ...(run.view && { view: run.view })
      }));
    });
  });
}

/** A text per condition of one study: who answered, asked in what words, read how. */
export function conditionName({ model, template, readout }: Condition): string {
  return JSON.stringify([model, template, readout]);
}

/**
 * Everything to ask one model, cue by cue, inside a cue template by template: each prefix and each
 * picture is needed in one stretch. A model that reads words only is shown no picture.
 */
export function stepsOf(
  study: Study,
  model: string,
  readouts: readonly Readout[],
  pictures: readonly StudyPicture[],
  questions: readonly Question[]
): StudyStep[] {
  const { orders, dontKnow } = study;
  const askable = { letter: askableBy('letter', questions), text: askableBy('text', questions) };
  const told = readsWords(study, model);
  return studyCues(study, pictures).flatMap((cue, cueIndex) =>
    (told && !isWords(cue) ? [] : study.templates).flatMap((template) =>
      readoutsOf(study, cue, readouts).map((readout) => ({
        condition: { model, template: templateName(template), readout },
        cue,
        cueIndex,
        plan: {
          ...{ cues: [cue], questions: askable[readout], template, readout, orders, dontKnow },
          ...systemPart(study, model)
        }
      }))
    )
  );
}
