import { madePicture } from '../../core/prompts/cues.ts';
import type { Readout } from '../../core/prompts/types.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { askedFields, gatePrompts, promptedSteps, type StudyPrompt } from './studyPrompts.ts';

export interface PromptLineOptions {
  /** Missing: those of the study. */
  readouts?: readonly Readout[];
  /** Prompts with a picture are left out, for a model that reads words only. */
  wordsOnly: boolean;
  /** The file of a picture, beside the lines; null where there is none. */
  fileOf: (picture: string) => string | null;
}

/**
 * Everything that a study asks, as lines of JSON, each prompt once, in the order of asking: those that
 * share system turn and picture are neighbours. Read back by `readTable`.
 */
export async function* promptLines(
  study: Study,
  survey: SurveyDataset,
  { readouts, wordsOnly, fileOf }: PromptLineOptions
): AsyncGenerator<string> {
  const written = new Set<string>();
  const lineOf = (prompt: StudyPrompt, options: readonly string[] | null): string[] => {
    if (written.has(prompt.id) || (wordsOnly && prompt.turns.picture !== null)) return [];
    written.add(prompt.id);
    return [JSON.stringify(promptLine(study, prompt, options, fileOf))];
  };
  for (const { picture, prompt } of await gatePrompts(study, survey)) {
    // Without pictures there is no gate.
    if (!wordsOnly || picture !== '') yield* lineOf(prompt, null);
  }
  for await (const { step, jobs } of promptedSteps(study, survey)) {
    // Left out here, not there: countries that are only named are asked in the study's first readout.
    if (readouts && !readouts.includes(step.condition.readout)) continue;
    for (const { planned, prompt } of jobs) {
      const question = step.plan.questions[planned.questionIndex];
      const { part } = planned;
      const shown =
        part.kind === 'order' ? part.order.map((k) => question?.options[k] ?? '') : null;
      yield* lineOf(prompt, shown ?? question?.options ?? null);
    }
  }
}

/**
 * @param options the answers' own words, in the order of the letters or continuations; "don't know"
 *   is behind them
 */
function promptLine(
  { id: study, pictures }: Study,
  { id, template, cue, question, order, turns, asks, reads }: StudyPrompt,
  options: readonly string[] | null,
  fileOf: PromptLineOptions['fileOf']
) {
  const { system, user, picture, opened } = turns;
  return {
    prompt: id,
    study,
    template,
    cue,
    question,
    order,
    turns: { system, user, picture: picture && pictureField(picture, pictures, fileOf), opened },
    ...askedFields(asks),
    // Where options are counted or coded, rows name them so.
    ...(reads.kind !== 'written' && { names: reads.names }),
    ...(options && { options })
  };
}

/** Blanks and shuffled pictures are made: the hash is that of a study's own file, where it is one. */
function pictureField(
  id: string,
  pictures: Study['pictures'],
  fileOf: PromptLineOptions['fileOf']
) {
  const own = madePicture(id) ? undefined : pictures.find((each) => each.id === id);
  return { id, file: fileOf(id), ...(own && { name: own.name, sha256: id }) };
}
