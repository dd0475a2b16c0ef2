import type { ExportedOrigin } from '../../../../formats/exportedOrigin.ts';
import type { PictureId } from '../../../../core/prompts/types.ts';
import type { Figure } from '../../../../core/survey/types.ts';
import type { Cell, TableData } from '../../../charts/tableData.ts';
import { t } from '../../../i18n.ts';
import { servedOrigin } from '../../../models/served/servedWords.ts';

const COLUMNS = [
  ...(['picture', 'pictureFile', 'pictureHash', 'country', 'countryCode'] as const),
  ...(['survey', 'surveyHash', 'source', 'wave', 'wording', 'wordingHash'] as const),
  ...(['model', 'modelHash', 'served', 'template', 'templateVersion', 'system', 'view'] as const),
  ...(['readout', 'scoring', 'orders', 'dontKnow', 'reference', 'metric', 'caveats'] as const),
  ...(['answersFrom', 'app', 'savedAt'] as const)
];
type Column = (typeof COLUMNS)[number];

const SOMETIMES: readonly Column[] = ['system', 'view', 'served'];

/** What a line of the table is about. */
export interface LineOrigin {
  /** The picture whose answer it tells; null for an answer without one. */
  picture: PictureId | null;
  /** What people answered to its question, if they were asked. */
  figure: Pick<Figure, 'source' | 'wave'> | null;
}

/**
 * The table with where its numbers come from in further columns, the same on every line but for the
 * line's own picture and survey. Columns, not a head of comments: spreadsheets sort, cut and join
 * lines, and each must still say what it is. `lines` run parallel to the rows.
 */
export function withOrigin(
  { columns, rows }: TableData,
  origin: ExportedOrigin,
  lines: readonly LineOrigin[]
): TableData {
  // Files of runs that begin with the question, of models with one view and of the page's own are as
  // they always were.
  const told = (name: Column) => !SOMETIMES.includes(name) || name in origin;
  const names = COLUMNS.filter(told);
  return {
    columns: [...columns, ...names.map((name) => ({ label: t(`away.csv.${name}`) }))],
    rows: rows.map((row, index) => [...row, ...cells(names, origin, lines[index])])
  };
}

function cells(
  names: readonly Column[],
  origin: ExportedOrigin,
  line: LineOrigin | undefined
): Cell[] {
  const { survey, wording, country, countryName, pictures, ...same } = origin;
  const own = pictures.find(({ id }) => id === line?.picture);
  const all: Record<Column, Cell> = {
    ...same,
    served: servedOrigin(same.served),
    system: same.system ?? null,
    view: same.view ?? null,
    picture: own ? (own.title ?? own.file) : null,
    pictureFile: own?.file ?? null,
    pictureHash: own?.id ?? null,
    country: countryName,
    countryCode: country,
    survey: survey.name,
    surveyHash: survey.hash,
    source: line?.figure?.source ?? null,
    wave: line?.figure?.wave ?? null,
    wording: wording.name,
    wordingHash: wording.hash
  };
  return names.map((name) => all[name]);
}
