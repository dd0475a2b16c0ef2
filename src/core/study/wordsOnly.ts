import { pictureOf } from '../prompts/cues.ts';
import type { Cue } from '../prompts/types.ts';
import type { Study, StudyModel } from './studyTypes.ts';

/**
 * Models of a study that read words only: they are asked without pictures, under no cue, names, the
 * sentence without a name, and captions, and no gate asks them what a picture shows.
 */

/** Models that can be shown pictures. */
export function seeingModels({ models }: Pick<Study, 'models'>): StudyModel[] {
  return models.filter(({ wordsOnly }) => !wordsOnly);
}

/** Does any model see the pictures? Of a study without a model that is not known yet. */
export function someoneSees(study: Pick<Study, 'models'>): boolean {
  return study.models.length === 0 || seeingModels(study).length > 0;
}

export function readsWords({ models }: Pick<Study, 'models'>, model: string): boolean {
  return models.some((each) => each.model === model && each.wordsOnly === true);
}

/** Can a model that reads words only be asked under this cue? */
export function isWords(cue: Cue): boolean {
  return pictureOf(cue) === null;
}

/** The study as it knows a model once that was looked at; itself where it was right. */
export function withSight(study: Study, model: string, wordsOnly: boolean): Study {
  if (readsWords(study, model) === wordsOnly) return study;
  const models = study.models.map((each) => {
    if (each.model !== model) return each;
    const { manifestHash } = each;
    return { model, manifestHash, ...(wordsOnly && { wordsOnly: true as const }) };
  });
  return { ...study, models };
}
