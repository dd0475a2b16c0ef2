import '../../../messages/away.ts';
import type { ExportedOrigin } from '../../../../formats/exportedOrigin.ts';
import { saveFile } from '../../../charts/saveFile.ts';
import { language } from '../../../language.svelte.ts';
import { toCsv, type TableData } from '../../../charts/tableData.ts';
import type { LabState } from '../../labState.svelte.ts';
import { answerLines, answersTable, type MovementOf } from '../../results/answersTable.ts';
import { ResultsState } from '../../results/resultsState.svelte.ts';
import type { CueView, QuestionView } from '../../results/views.ts';
import { toldOrigin } from '../../told/toldOrigin.ts';
import { shownResults } from '../../results/shownResults.svelte.ts';
import { joinTables } from './joinTables.ts';
import { fileNameOf } from './fileNames.ts';
import { movedAnswers, movedTable } from './movedTable.ts';
import { withOrigin, type LineOrigin } from './originColumns.ts';
import { runOrigin } from './runOrigin.ts';

export const DATA_FILES = ['answers', 'movement', 'run'] as const;
export type DataFile = (typeof DATA_FILES)[number];

/** Offers one file of the shown run as a download; nothing before the first answer. */
export async function saveData(lab: LabState, kind: DataFile): Promise<void> {
  const origin = runOrigin(lab);
  if (!origin) return;
  if (kind === 'run') {
    const run = await lab.exportRun();
    const json = `${JSON.stringify({ ...run, saved: origin }, null, 2)}\n`;
    saveFile(fileNameOf(origin, 'run.json'), new Blob([json], { type: 'application/json' }));
  } else {
    const csv = language.english(() => toCsv(dataTable(lab, kind, origin)));
    saveFile(fileNameOf(origin, `${kind}.csv`), new Blob([csv], { type: 'text/csv' }));
  }
}

/** The answers, or their movements, each line with where it comes from. */
function dataTable(
  lab: LabState,
  kind: Exclude<DataFile, 'run'>,
  origin: ExportedOrigin
): TableData {
  // Views and movements only: nothing of it runs statistics.
  const results = new ResultsState(lab);
  const { begun, cues } = results;
  const own = tableOf(kind, { origin, views: begun, cues }, (...asked) =>
    results.movementOf(...asked)
  );
  const { told } = shownResults;
  if (!told?.model || !told.views) return own;
  const asked = { origin: toldOrigin(origin, told.model), views: told.views, cues: told.cues };
  return joinTables(
    own,
    tableOf(kind, asked, (...of) => told.movementOf(...of))
  );
}

interface Answered {
  origin: ExportedOrigin;
  views: readonly QuestionView[];
  cues: readonly CueView[];
}

function tableOf(
  kind: 'answers' | 'movement',
  { origin, views, cues }: Answered,
  movementOf: MovementOf
): TableData {
  if (kind === 'answers') {
    const lines = answerLines(views, cues).map(({ view, cue }) => lineOrigin(view, cue));
    return withOrigin(answersTable(views, cues, movementOf), origin, lines);
  }
  const moved = movedAnswers(views, cues, movementOf);
  const lines = moved.map(({ view, mover }) => lineOrigin(view, mover));
  return withOrigin(movedTable(moved, movementOf), origin, lines);
}

const lineOrigin = ({ figure }: QuestionView, { cue }: CueView): LineOrigin => ({
  picture: cue.kind === 'picture' || cue.kind === 'caption' ? cue.picture : null,
  figure
});
