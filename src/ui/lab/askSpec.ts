import type { Readout } from '../../core/prompts/types.ts';
import type { AskSpec } from './choices.ts';
import type { ChoicesState } from './choicesState.svelte.ts';
import type { LabPictures } from './labPictures.svelte.ts';
import type { ModelState } from './modelState.svelte.ts';
import type { ToldWords } from './toldWords.svelte.ts';

interface Chosen {
  model: ModelState;
  pictureList: LabPictures;
  words: ToldWords;
  choices: ChoicesState;
  chosenReadout: Readout;
}

/**
 * What is chosen as a run's record. A model that reads words only is shown no picture.
 * @returns null while words for a picture are missing
 */
export function askSpecOf(
  { model, pictureList, words: { told }, choices, chosenReadout: readout }: Chosen,
  controls = true
): AskSpec | null {
  if (told === null) return null;
  const { country, questionSet, template, orders, dontKnow } = choices;
  const pictures = model.wordsOnly ? [] : pictureList.selected;
  return {
    ...{ pictures, country, questionSet, template, orders, dontKnow, readout },
    ...choices.systemPart(model.chosen),
    ...{ controls, ...(told.length > 0 && { words: told }) }
  };
}
