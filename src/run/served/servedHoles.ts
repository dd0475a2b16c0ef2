import type { AppError } from '../../core/errors.ts';
import type { Cue, GenerateJob, PromptJob, Readout } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { Hole } from '../../servers/serverEngine.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { gateQuestions, namedPrompts } from './studyPrompts.ts';

/** An answer that the study asked for and never gets, as a person would name it. */
export interface NamedHole {
  /** Null: the picture's gate, or a prompt of the reading check. */
  question: QuestionId | null;
  /** Null for what serves all cues. */
  cue: Cue | null;
  /** File name of the picture where one is shown or placed. */
  picture: string | null;
  error: AppError;
}

/** What each hole was about; of a prompt that was asked for several cues, each. */
export function nameHoles(
  holes: readonly Hole[],
  study: Study,
  loaded: LoadedModel,
  readouts: readonly Readout[],
  survey: SurveyDataset
): NamedHole[] {
  if (holes.length === 0) return [];
  const nameOf = (id: string) => study.pictures.find((each) => each.id === id)?.name ?? null;
  const places = new Map<string, Omit<NamedHole, 'error'>[]>();
  const put = (job: PromptJob | GenerateJob, place: Omit<NamedHole, 'error'>) => {
    const text = textOf(job);
    places.set(text, [...(places.get(text) ?? []), place]);
  };
  for (const { picture, job } of gateQuestions(study, loaded, survey)) {
    put(job, { question: null, cue: null, picture: picture?.name ?? null });
  }
  for (const { job, cue, question } of namedPrompts(study, loaded, readouts, survey)) {
    const picture = cue && 'picture' in cue ? nameOf(cue.picture) : null;
    put(job, { question, cue, picture });
  }
  const unknown = { question: null, cue: null, picture: null };
  return holes.flatMap(({ job, error }) =>
    (places.get(textOf(job)) ?? [unknown]).map((place) => ({ ...place, error }))
  );
}

function textOf({ prefix, suffix, picture }: PromptJob | GenerateJob): string {
  return JSON.stringify([prefix + suffix, picture]);
}
