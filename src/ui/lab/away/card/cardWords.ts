import { placesOf } from '../../../../core/study/sentences/rowPlaces.ts';
import type { QuestionId } from '../../../../core/survey/types.ts';
import { currentLocale, t } from '../../../i18n.ts';
import { inList } from '../../../inList.ts';
import { modelTitle } from '../../../models/modelTitle.ts';
import { servedOrigin } from '../../../models/served/servedWords.ts';
import { movementLines } from '../../../rows/movement.ts';
import { layoutPlot } from '../../../rows/plotMarks.ts';
import { answersOfRow } from '../../../rows/rowInput.ts';
import { sentenceOfRow } from '../../../rows/rowWords.ts';
import type { LabState } from '../../labState.svelte.ts';
import { readoutWords, templateParams } from '../../results/captions.ts';
import { pictureLetter } from '../../results/letters.ts';
import type { ResultsState } from '../../results/resultsState.svelte.ts';
import { verdictWords } from '../../results/verdictWords.ts';
import { badgeLines } from '../badgeLines.ts';
import { rowOfRun } from '../rowsOfRun.ts';
import type { WantedCard } from '../cardRequest.svelte.ts';
import type { CardContent, CardPicture, CardRow } from './cardContent.ts';

/** What a card of the shown run says; null where it has no such question. */
export function cardContent(
  lab: LabState,
  results: ResultsState,
  wanted: WantedCard,
  pictures: readonly CardPicture[]
): CardContent | null {
  const row = wanted.of === 'question' ? rowOf(results, wanted.question) : null;
  if (wanted.of === 'question' && row === null) return null;
  const title = row?.title ?? verdictWords(results.verdict, results.countryName);
  const badges = row || results.pictureCues.length > 1 ? [] : badgeLines(results);
  const caption = captionOf(lab, results);
  const honest = t('results.caption.notPeople');
  const said = row
    ? row.drawn.sentence.map(({ text }) => text).join('')
    : badges.map(({ label, main, note }) => `${label}: ${main}, ${note}.`).join(' ');
  return {
    brand: t('appName'),
    date: new Date().toLocaleDateString(currentLocale(), { dateStyle: 'long' }),
    ...{ title, badges, row: row?.drawn ?? null, caption, honest, pictures },
    alt: [title, row?.drawn.plot.label, said, caption, honest].filter((part) => part).join(' ')
  };
}

function rowOf(
  results: ResultsState,
  question: QuestionId
): { title: string; drawn: CardRow } | null {
  const view = results.views.find((each) => each.question.id === question);
  if (!view) return null;
  const row = rowOfRun(results, view);
  const plot = layoutPlot(row, results.noun);
  const moved = movementLines(row).lines;
  const { ordered } = placesOf(answersOfRow(row));
  const drawn = {
    plot,
    sentence: sentenceOfRow(row),
    moved,
    unit: t(`away.card.unit.${ordered ? 'scale' : 'answer'}`)
  };
  return { title: row.question.text, drawn };
}

/** What was shown, asked of whom and how many questions, and next to whom. */
function captionOf(
  lab: LabState,
  { plan, pictureCues, inWords, country, countryName }: ResultsState
): string {
  if (!plan) return '';
  const several = pictureCues.length > 1;
  const shown = pictureCues.map(({ name }, k) => (several ? `${pictureLetter(k)} ${name}` : name));
  const model = lab.run.answeredBy?.model;
  const survey = country ? lab.survey?.country(country) : undefined;
  const years = inList(survey?.fieldworkYears.map(String) ?? []);
  return [
    shown.length > 0 ? t(`away.card.${inWords ? 'told' : 'shown'}`, { names: inList(shown) }) : '',
    t('results.caption.model', {
      ...templateParams(plan),
      model: model ? modelTitle(model) : '',
      readout: readoutWords(plan, lab.choices.variant)
    }),
    servedOrigin(lab.run.answeredBy?.served),
    t('away.card.questions', { count: plan.questions.length }),
    t('results.caption.people', { country: countryName, survey: lab.survey?.name ?? '', years })
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
