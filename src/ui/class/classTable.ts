import type { ClassRow, MergedClass, ClassCueRows } from '../../run/class/mergeClass.ts';
import type { Spread } from '../../run/class/spread.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { Cell, TableData } from '../charts/tableData.ts';
import { percent, whole } from '../format.ts';
import { t } from '../i18n.ts';
import type { ClassNames } from './classWords.ts';
import { shownQuestion, shownShort } from '../survey/shownQuestion.ts';

type Questions = Pick<SurveyDataset, 'question'> | null;

const spread = (of: Spread | null): Cell[] => [
  of?.n ?? 0,
  of?.low ?? null,
  of?.median ?? null,
  of?.high ?? null
];

/** The numbers behind the chart of one cue: a line for each question, the model's answers and people. */
export function spreadTable(
  { rows }: ClassCueRows,
  survey: Questions,
  names: ClassNames
): TableData {
  const share = (label: string) => ({ label, format: percent });
  const count = (label: string) => ({ label, format: whole });
  return {
    columns: [
      { label: t('class.table.wording') },
      count(t('class.table.n')),
      share(t('class.table.low')),
      share(t('class.table.median')),
      share(t('class.table.high')),
      { label: t('class.table.model') },
      count(t('class.table.peopleN')),
      share(t('class.table.peopleLow')),
      share(t('class.table.peopleMedian')),
      share(t('class.table.peopleHigh')),
      { label: t('class.table.people') }
    ],
    rows: rows.map((row) => [
      shownShort(row.question, survey),
      ...spread(row.model),
      row.answers.map(({ place, p }) => placeWords(place, p, row, survey)).join('; '),
      ...spread(row.people),
      row.peoples
        .flatMap(({ country, place }) =>
          place === null ? [] : `${names.country(country)} ${percent(place)}`
        )
        .join('; ')
    ])
  };
}

/** A place on the scale, or the likeliest option where there is no order. */
function placeWords(
  place: number | null,
  p: readonly number[],
  row: ClassRow,
  survey: Questions
): string {
  if (place !== null) return percent(place);
  const { option, share } = likeliest(p, row, survey);
  return `${option} ${percent(share)}`;
}

function likeliest(p: readonly number[], { question }: ClassRow, survey: Questions) {
  const at = p.indexOf(Math.max(...p));
  const found = survey?.question(question);
  const option = found && shownQuestion(found).options[at];
  return { option: option ?? whole(at + 1), share: p[at] ?? 0 };
}

const COLUMNS = [
  ...([
    'device',
    'player',
    'question',
    'wording',
    'cue',
    'picture',
    'guessModel',
    'guessPeople'
  ] as const),
  ...(['model', 'likeliest', 'share', 'country', 'people'] as const)
];

/** All that was handed in, a line for each device, cue, question and player; for spreadsheets. */
export function wholeTable({ cues }: MergedClass, survey: Questions, names: ClassNames): TableData {
  return {
    columns: COLUMNS.map((name) => ({ label: t(`class.table.${name}`) })),
    rows: cues.flatMap(({ cue, devices, rows }) =>
      rows.flatMap((row) => {
        const about = [
          row.question,
          shownShort(row.question, survey),
          names.cue(cue),
          'picture' in cue ? cue.picture : null
        ];
        const [people] = row.peoples;
        return devices.flatMap((device) => {
          const answer = row.answers.find((each) => each.devices.includes(device));
          const own = row.guesses.filter((guess) => guess.device === device);
          if (!answer && own.length === 0) return [];
          const said = answer ? likeliest(answer.p, row, survey) : null;
          const tail = [
            ...[answer?.place ?? null, said?.option ?? null, said?.share ?? null],
            ...[people?.country ?? null, people?.place ?? null]
          ];
          const lines = own.length > 0 ? own : [{ player: null, model: null, people: null }];
          return lines.map(({ player, model, people: guessed }): Cell[] => [
            ...[device, player, ...about, model, guessed],
            ...tail
          ]);
        });
      })
    )
  };
}
