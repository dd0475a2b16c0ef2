import type { Cue, PictureId } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';

/** One text per cue: `neutral`, `country:KOR`, `picture:<id>`, `blank:grey`, ... */
export function cueKey(cue: Cue): string {
  switch (cue.kind) {
    case 'country':
      return `country:${cue.country}`;
    case 'picture':
      return pictureCueKey(cue.picture);
    case 'blank':
      return `blank:${cue.blank}`;
    case 'shuffled':
    case 'caption':
      return `${cue.kind}:${cue.picture}`;
    default:
      return cue.kind;
  }
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
