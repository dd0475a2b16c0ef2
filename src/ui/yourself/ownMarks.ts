import { placesOf } from '../../core/study/sentences/rowPlaces.ts';
import type { CountryCode, Distribution, Question } from '../../core/survey/types.ts';
import type { ModelAnswers } from '../../run/yourself/modelPlaces.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { percent } from '../format.ts';
import { t } from '../i18n.ts';
import type { BundledPicture } from '../pictures/bundled.ts';
import { optionInside } from '../rows/optionWords.ts';
import type { PlotMark } from '../rows/plotMarks.ts';
import { answersOfRow, type RowInput } from '../rows/rowInput.ts';
import { countryName } from '../survey/shownPlaces.ts';
import { shownQuestion } from '../survey/shownQuestion.ts';

/** What stands beside one's own answers. */
export interface Beside {
  survey: SurveyDataset;
  country: CountryCode;
  model: ModelAnswers | null;
  flag: BundledPicture | null;
}

/** A row of people alone: of one country as a bar, of all others as thin lines. */
export function peopleRow(question: Question, { survey, country }: Beside): RowInput {
  const figures = survey.figuresOf(question.id);
  const own = figures.get(country);
  return {
    question: shownQuestion(question),
    zero: { kind: 'neutral', answers: [] },
    ...{ neutral: null, name: null, pictures: [] },
    people: own ? [{ country: countryName(country, survey), distribution: own.p }] : [],
    others: [...figures].flatMap(([code, { p }]) => (code === country ? [] : [p]))
  };
}

/** One's own answer on the question's scale, and the model's; none where options have no order. */
export function ownMarks(
  row: RowInput,
  option: number,
  { model, flag }: Pick<Beside, 'model' | 'flag'>
): PlotMark[] {
  const { question } = row;
  const own = question.options.map((_, k) => Number(k === option));
  const placed = (p: Distribution | undefined) =>
    p ? (placesOf({ ...answersOfRow(row), neutral: p }).neutral ?? null) : null;
  const mark = (id: PlotMark['id'], role: PlotMark['role'], name: string, at: number | null) =>
    at === null
      ? []
      : [{ id, role, name, at, letter: null, strong: role === 'you', lane: 'axis' } as const];
  return [
    ...mark('model', 'neutral', t('yourself.rows.model'), placed(model?.neutral.get(question.id))),
    ...(flag
      ? mark('shown', 'picture', t('yourself.rows.shown'), placed(model?.picture.get(question.id)))
      : []),
    ...mark('you', 'you', t('yourself.rows.you'), placed(own))
  ];
}

/** What one answered, and how many people of the country chose the same. */
export function ownWords({ question, people }: RowInput, option: number): string {
  const words = { option: optionInside(question, option) };
  const [there] = people;
  if (!there) return t('yourself.rows.answer', words);
  const share = percent(there.distribution[option] ?? 0);
  return t('yourself.rows.same', { ...words, country: there.country, share });
}
