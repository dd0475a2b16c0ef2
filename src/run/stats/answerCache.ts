import { toAnswer } from '../../core/answers/answer.ts';
import type { Answer, RawAnswer, TextVariant } from '../../core/answers/types.ts';

/** The answers that raw ones stand for, each computed once a variant and kept as long as the raw one. */
export class AnswerCache {
  readonly #answers = new WeakMap<RawAnswer, Map<TextVariant, Answer | null>>();

  /** Null before it arrives; numbers that give no distribution leave a gap too, not a broken page. */
  answer(raw: RawAnswer | undefined, variant: TextVariant): Answer | null {
    if (!raw) return null;
    let byVariant = this.#answers.get(raw);
    if (!byVariant) this.#answers.set(raw, (byVariant = new Map()));
    let answer = byVariant.get(variant);
    if (answer === undefined) byVariant.set(variant, (answer = answerOrNull(raw, variant)));
    return answer;
  }
}

function answerOrNull(raw: RawAnswer, variant: TextVariant): Answer | null {
  try {
    return toAnswer(raw, { variant });
  } catch {
    return null;
  }
}
