import { AppError } from '../../core/errors.ts';
import { gateList } from '../../core/study/participants.ts';
import { spokenTo } from '../../core/study/systemChoice.ts';
import type { Study, StudyModelRun } from '../../core/study/studyTypes.ts';
import type { Said } from '../../formats/elsewhere/tablePrompt.ts';
import type { GateRow } from '../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { GateIds } from '../study/gate/gateIds.ts';
import type { GatePromptOf } from './studyPrompts.ts';

/**
 * What a table says of the pictures' countries, as rows to store.
 * @throws AppError `answers-table-changed` where a picture's is there with other numbers or words
 */
export async function gatesInTable(
  said: ReadonlyMap<string, Said>,
  asked: readonly GatePromptOf[],
  study: Study,
  survey: SurveyDataset,
  run: StudyModelRun,
  stored: readonly GateRow[]
): Promise<GateRow[]> {
  const ids = new GateIds(gateList(study, survey), spokenTo(run, study), study.gate);
  const kinds = new Map(study.pictures.map(({ id, category }) => [id, category]));
  const known = new Map(stored.map((row) => [`${row.id} ${row.picture}`, row]));
  const rows: GateRow[] = [];
  for (const { picture, prompt } of asked) {
    const own = said.get(prompt.id);
    if (!own) continue;
    const place = {
      study: study.id,
      id: await ids.of(kinds.get(picture) ?? null),
      picture
    };
    const row: GateRow =
      own.kind === 'written'
        ? { ...place, text: own.text, cut: own.cut }
        : { ...place, sums: own.logprobs, tokens: own.tokens };
    const before = known.get(`${place.id} ${picture}`);
    if (before && contentOf(before) !== contentOf(row)) {
      throw new AppError('answers-table-changed', { question: prompt.cue.slice(0, 24) });
    }
    rows.push(row);
  }
  return rows;
}

function contentOf(row: GateRow): string {
  return JSON.stringify('text' in row ? [row.text, row.cut] : [row.sums, row.tokens]);
}
