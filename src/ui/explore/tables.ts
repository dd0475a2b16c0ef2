import type { Figure, Question } from '../../core/survey/types.ts';
import type { Cell, TableColumn, TableData } from '../charts/tableData.ts';
import { fixed, percent, whole } from '../format.ts';
import { t } from '../i18n.ts';
import { inList } from '../inList.ts';
import { scaleMean } from '../../core/survey/scale.ts';
import type { CountryAnswer, MapValue } from '../../survey/compare.ts';
import { shownCountry } from '../survey/shownPlaces.ts';

/** Two decimals, always: a scale's mean says no more, and columns of them stay in line. */
export const meanText = (mean: number) => fixed(mean, 2);

const shareText = (share: number) =>
  share > 0 && share < 0.005 ? t('explore.table.underOne') : percent(share);

const KNOWN_SOURCES = ['goqa', 'culturespa', 'simllm', 'ivs', 'ivs-w6', 'own'] as const;
const KNOWN_WAVES = ['6', '7', 'own'] as const;

/** A publication's name, and the sentence about it; only the name for one without a sentence. */
export function sourceWords(source: string): { name: string; note: string } {
  const known = KNOWN_SOURCES.find((each) => each === source);
  if (!known) return { name: source, note: '' };
  return { name: t(`explore.sources.${known}`), note: t(`survey.source.${known}`) };
}

/** A round of the survey, for a table and in full. */
export function waveWords(wave: string): { name: string; full: string } {
  const known = KNOWN_WAVES.find((each) => each === wave);
  if (!known) return { name: wave, full: wave };
  return { name: t(`explore.waves.${known}`), full: t(`survey.wave.${known}`) };
}

/** Countries by options, the table behind rows and panels; the average of all countries last. */
export function comparisonTable(
  question: Question,
  answers: readonly CountryAnswer[],
  average: { distribution: readonly number[]; count: number } | null
): TableData {
  const ordinal = question.scale === 'ordinal';
  const row = (name: string, p: readonly number[] | null, source: Cell): Cell[] => [
    name,
    ...question.codes.map((_, index) => p?.[index] ?? null),
    ...(ordinal ? [p && scaleMean(question, p)] : []),
    source
  ];
  return {
    columns: [
      { label: t('explore.table.country') },
      ...question.codes.map((code, index) => ({
        label: optionLabel(question, code, index),
        format: percent
      })),
      ...(ordinal ? [{ label: t('explore.table.mean'), format: meanText }] : []),
      { label: t('explore.table.source') }
    ],
    rows: [
      ...answers.map(({ country, figure }) =>
        row(shownCountry(country), figure?.p ?? null, figure && sourceWords(figure.source).name)
      ),
      ...(average
        ? [row(t('explore.average', { count: average.count }), average.distribution, null)]
        : [])
    ]
  };
}

/** Every country on the map, largest value first. */
export function mapTable(values: readonly MapValue[], valueColumn: TableColumn): TableData {
  return {
    columns: [
      { label: t('explore.table.country') },
      { label: t('explore.table.place'), format: whole },
      valueColumn,
      { label: t('explore.table.source') }
    ],
    rows: values.map(({ country, figure, value }, index) => [
      shownCountry(country),
      index + 1,
      value,
      sourceWords(figure.source).name
    ])
  };
}

/** Per country where its figures come from. */
export function provenanceTable(answers: readonly CountryAnswer[]): TableData {
  return {
    columns: [
      { label: t('explore.table.country') },
      { label: t('explore.table.source') },
      { label: t('explore.table.wave') },
      { label: t('explore.table.years') },
      { label: t('explore.table.weighted') },
      { label: t('explore.table.n'), format: whole },
      { label: t('explore.table.dontKnow'), format: shareText },
      { label: t('explore.table.noAnswer'), format: shareText }
    ],
    rows: answers.map(({ country, figure }) => [
      shownCountry(country),
      figure ? sourceWords(figure.source).name : t('explore.notAsked'),
      figure && waveWords(figure.wave).name,
      figure && inList(country.fieldworkYears.map(String)),
      figure && yesNo(figure.weighted),
      figure?.n ?? null,
      figure?.dontKnow ?? null,
      figure?.noAnswer ?? null
    ])
  };
}

const CSV_COLUMNS = [
  'country',
  'name',
  'question',
  'wording',
  'code',
  'option',
  'share',
  'source',
  'wave',
  'years',
  'weighted',
  'n',
  'dontKnow',
  'noAnswer',
  'caveats',
  'dataSet'
] as const;

/** What is shown, one line per country and option, with everything known about each figure. */
export function longTable(
  question: Question,
  answers: readonly CountryAnswer[],
  dataSet: string
): TableData {
  return {
    columns: CSV_COLUMNS.map((name) => ({ label: t(`explore.csv.${name}`) })),
    rows: answers.flatMap(({ country, figure, caveats }) =>
      figure
        ? question.options.map((option, index): Cell[] => [
            country.code,
            country.name,
            question.id,
            question.text,
            question.codes[index] ?? null,
            option,
            figure.p[index] ?? null,
            figure.source,
            figure.wave,
            country.fieldworkYears.join(' '),
            yesNo(figure.weighted),
            ...missing(figure),
            caveats.join(' '),
            dataSet
          ])
        : []
    )
  };
}

const missing = ({ n, dontKnow, noAnswer }: Figure): Cell[] => [n, dontKnow, noAnswer];

const yesNo = (value: boolean) => t(value ? 'explore.table.yes' : 'explore.table.no');

/** "1 Very important"; an answer that is its own code is not said twice. */
export function optionLabel({ options }: Question, code: number, index: number): string {
  const option = options[index] ?? '';
  return option.startsWith(String(code)) ? option : `${code} ${option}`;
}
