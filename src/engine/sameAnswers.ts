import { isFull } from '../core/prompts/pictureView.ts';
import type { LoadedModel } from './engineApi.ts';

/** What identifies the answers of a loaded model. */
export type AnswersOf = Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device' | 'view'>;
/** The same as a stored document has it. */
type StoredAnswersOf = { [field in keyof AnswersOf]: string };

/** Would the two give a question the same stored answer? */
export function sameAnswers(a: StoredAnswersOf, b: StoredAnswersOf): boolean {
  return (
    a.manifestHash === b.manifestHash &&
    a.dtype === b.dtype &&
    a.device === b.device &&
    isFull(a) === isFull(b)
  );
}
