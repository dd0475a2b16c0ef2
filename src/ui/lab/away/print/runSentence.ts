import { POCKET_MODEL } from '../../../../core/study/pocketModel.ts';
import { modelTitle } from '../../../models/modelTitle.ts';
import { bundledOf } from '../../../pictures/bundled.ts';
import { modelWords, pictureWords, questionWords, toldWords } from '../../form/chipWords.ts';
import { sentenceFor, sentenceParts } from '../../form/sentenceParts.ts';
import type { LabState } from '../../labState.svelte.ts';
import type { ResultsState } from '../../results/resultsState.svelte.ts';
import { countryName } from '../../../survey/shownPlaces.ts';

/** The form's sentence as the shown run was asked; what a person chose in it is bold. */
export function runSentence(
  { run, survey }: LabState,
  { plan, pictureCues, countryName: country }: ResultsState
): { text: string; strong: boolean }[] {
  const { answeredBy, spec } = run;
  if (!plan || !answeredBy || !spec) return [];
  const { model } = answeredBy;
  const chosen = {
    picture: pictureWords(
      pictureCues.map(({ cue, name }) => ({
        name,
        bundled: cue.kind === 'picture' ? bundledOf(cue.picture) : undefined
      })),
      (code) => survey && countryName(code, survey)
    ),
    model: modelWords(model, model === POCKET_MODEL ? undefined : modelTitle(model)),
    questions: questionWords(spec.questionSet, plan.questions.length),
    country,
    told: toldWords(spec.words?.length ?? null, country)
  };
  return sentenceParts(sentenceFor(answeredBy.wordsOnly ?? false)).flatMap((part) =>
    'words' in part
      ? [{ text: part.words, strong: false }]
      : [
          { text: part.before, strong: false },
          { text: chosen[part.chip], strong: true },
          { text: part.after, strong: false }
        ]
  );
}
