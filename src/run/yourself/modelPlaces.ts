import { toAnswer } from '../../core/answers/answer.ts';
import { templateById } from '../../core/prompts/templates.ts';
import type { Cue, PictureId } from '../../core/prompts/types.ts';
import type { Distribution, Question, QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { shippedTo } from '../asking/shippedTo.ts';

/** What the bundled model answers, as it comes with the app: without a cue, and shown one picture. */
export interface ModelAnswers {
  neutral: ReadonlyMap<QuestionId, Distribution>;
  picture: ReadonlyMap<QuestionId, Distribution>;
}

/** Asked as the Lab asks at first; questions that it was not asked so are left out. */
export async function modelAnswers(
  questions: readonly Question[],
  picture: PictureId | null,
  shipped: ShippedAnswers
): Promise<ModelAnswers> {
  const found = {
    neutral: new Map<QuestionId, Distribution>(),
    picture: new Map<QuestionId, Distribution>()
  };
  const template = templateById('brief');
  if (!template || questions.length === 0) return found;
  const cues: Cue[] = [
    { kind: 'neutral' },
    ...(picture === null ? [] : [{ kind: 'picture', picture, category: null } as const])
  ];
  const how = { readout: 'text', orders: 'forward+reverse', dontKnow: 'omit' } as const;
  for (const raw of await shippedTo({ cues, template, questions, ...how }, shipped)) {
    const { distribution } = toAnswer(raw, { variant: 'pmi' });
    found[raw.cue.kind === 'picture' ? 'picture' : 'neutral'].set(raw.question, distribution);
  }
  return found;
}
