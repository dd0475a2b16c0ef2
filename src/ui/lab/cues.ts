import type { Cue, PictureId } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';

/** One text per cue: `neutral`, `country:KOR`, `picture:<id>`. */
export function cueKey(cue: Cue): string {
  if (cue.kind === 'country') return `country:${cue.country}`;
  if (cue.kind === 'picture') return pictureCueKey(cue.picture);
  return 'neutral';
}

function pictureCueKey(picture: PictureId): string {
  return `picture:${picture}`;
}

/** Where `RunState.answers` keeps the answer to one question under one cue. */
export function answerMapKey(question: QuestionId, cue: Cue): string {
  return `${question}|${cueKey(cue)}`;
}

export function answerMapKeyOf(answer: RawAnswer): string {
  return answerMapKey(answer.question, answer.cue);
}
