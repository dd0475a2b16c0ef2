import type { Answer } from '../../core/answers/types.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { CountryCode, Distribution, QuestionId } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { pictureLetter } from '../lab/results/letters.ts';
import { cueKey } from '../lab/cues.ts';
import type { RowInput } from '../rows/rowInput.ts';
import type { BundledPicture } from '../pictures/bundled.ts';
import type { ShippedRun } from './shippedRun.ts';

/** What a row is drawn of: one question, some of the pictures, one country. */
interface RowWanted {
  question: QuestionId;
  country: CountryCode;
  pictures: readonly BundledPicture[];
}

/** One question of a shipped run as the Lab's rows draw it, measured from the blank pictures. */
export function lessonRow(
  { plan, answers }: ShippedRun,
  survey: SurveyDataset,
  { question: id, country: code, pictures }: RowWanted
): RowInput | null {
  const at = plan.questions.findIndex((each) => each.id === id);
  const question = plan.questions[at];
  if (!question) return null;
  const own: readonly Answer[] = answers[at] ?? [];
  const where = (wanted: (cue: Cue) => boolean): Distribution[] =>
    own.flatMap(({ cue, distribution }) => (wanted(cue) ? [distribution] : []));
  const [neutral = null] = where(({ kind }) => kind === 'neutral');
  const [name = null] = where((cue) => cue.kind === 'country' && cue.country === code);
  const figure = survey.figure(code, id);
  return {
    question,
    zero: { kind: 'blank', answers: where(({ kind }) => kind === 'blank') },
    ...{ neutral, name },
    pictures: pictures.flatMap(({ picture, title }, place) => {
      const key = cueKey({ kind: 'picture', picture, category: null });
      const letter = pictures.length > 1 ? pictureLetter(place) : null;
      return where((cue) => cueKey(cue) === key).map((distribution) => {
        return { key, name: title, letter, distribution };
      });
    }),
    people: figure ? [{ country: survey.country(code)?.name ?? code, distribution: figure.p }] : []
  };
}

/** The row with no picture in the place of what moved: how far being shown anything goes. */
export function withoutPicture(row: RowInput): RowInput {
  const { neutral } = row;
  const moved = neutral && { key: 'neutral', name: '', letter: null, distribution: neutral };
  return { ...row, pictures: moved ? [moved] : [] };
}
