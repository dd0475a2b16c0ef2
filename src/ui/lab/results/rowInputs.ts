import type { Reference } from '../../../core/measures/controls.ts';
import { referenceCues } from '../../../core/measures/controls.ts';
import { moverOf, zeroOf } from '../../../core/study/sentences/movement.ts';
import type { RowInput } from '../../rows/rowInput.ts';
import { shownQuestion } from '../../survey/shownQuestion.ts';
import { pictureLetter } from './letters.ts';
import type { CueView, QuestionView } from './views.ts';

/** What all rows of a run share. */
export interface RowChoices {
  cues: readonly CueView[];
  /** Pictures, or without any the name. */
  movers: readonly CueView[];
  reference: Reference;
  /** Name of the compared country. */
  country: string;
}

/** One question as a row draws it, with the answers that have arrived. */
export function rowInputOf(view: QuestionView, choices: RowChoices): RowInput {
  const { cues, movers, reference, country } = choices;
  const answerOf = (index: number) => view.answers[index]?.distribution ?? null;
  const of = (kind: 'neutral' | 'country') =>
    answerOf(cues.findIndex(({ cue }) => cue.kind === kind));
  const pictures = movers.filter(({ cue }) => moverOf(cue) !== 'name');
  const moved = cues.findIndex(({ key }) => key === movers[0]?.key);
  const wanted = referenceCues(
    cues.map(({ cue }) => cue),
    moved,
    reference
  );
  const zeros = wanted.map(answerOf).filter((each) => each !== null);
  return {
    question: shownQuestion(view.question),
    zero: {
      kind: zeroOf(movers[0] ? moverOf(movers[0].cue) : 'name', reference),
      // The mean of some of the blanks is not the zero.
      answers: zeros.length === wanted.length ? zeros : []
    },
    neutral: of('neutral'),
    name: of('country'),
    pictures: pictures.flatMap(({ key, name }, place) => {
      const distribution = answerOf(cues.findIndex((each) => each.key === key));
      const letter = pictures.length > 1 ? pictureLetter(place) : null;
      return distribution ? [{ key, name, letter, distribution }] : [];
    }),
    people: view.figure ? [{ country, distribution: view.figure.p }] : []
  };
}
