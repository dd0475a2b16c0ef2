import { AppError } from '../../core/errors.ts';
import { withDates } from '../../core/study/plan/sinceFrozen.ts';
import { isGated, wantedPictures } from '../../core/study/participants.ts';
import { studyQuestions } from '../../core/study/studySteps.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import { seeingModels } from '../../core/study/wordsOnly.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import { tableCueReader } from '../../formats/elsewhere/tableCues.ts';
import { PromptIndex } from '../../formats/elsewhere/promptIndex.ts';
import { readTable, type ReadTable } from '../../formats/elsewhere/readTable.ts';
import { loadedFrom } from '../../servers/provenance.ts';
import type { StudyRecord, StudyStore } from '../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { questionKey } from '../study/open/segmentIds.ts';
import { asRun } from '../study/queue/asRun.ts';
import type { SurveyFor } from '../study/studyApi.ts';
import { answersInTable, asSegments } from './answersInTable.ts';
import {
  earlierRun,
  readoutsFound,
  sawBefore,
  servedBy,
  withModel,
  type SaidOfModel
} from './elsewhereModel.ts';
import { gatesInTable } from './gatesInTable.ts';
import { gatePrompts, promptedSteps, type GatePromptOf } from './studyPrompts.ts';

export interface TakenTable {
  /** The model's name among the study's models. */
  model: string;
  /** Answers that the table brought, those of them that were there already, and all that are asked. */
  answers: number;
  known: number;
  wanted: number;
  /** Pictures of whose country the model said something. */
  gates: number;
  /** Answers some of whose prompts the table lacks, and prompts some of whose options: they are missing. */
  unfinished: number;
  partial: ReadTable['partial'];
  /** Models that have not looked at pictures whose part the gate decides: these take none before. */
  unlooked: readonly string[];
  /** No prompt with a picture was answered: it is taken for a model that reads words only. */
  wordsOnly: boolean;
}

/**
 * Takes a table of log-probabilities made elsewhere into a stored study, all or nothing, as a model of
 * its own. The same model may bring further rows later; an answer that is there with other numbers is
 * refused. Rejects with `answers-table-...`, `study-missing`, and as `promptedSteps` does.
 * @param pieces of the table's text
 */
export async function takeTable(
  id: string,
  pieces: Iterable<string>,
  model: SaidOfModel,
  studies: StudyStore,
  surveyFor: SurveyFor
): Promise<TakenTable> {
  const record = await studies.get(id);
  if (!record) throw new AppError('study-missing');
  const { study } = record;
  const survey = await surveyFor(study);
  const asked = await gatePrompts(study, survey);
  const { said, partial, about } = await readTable(pieces, await indexOf(study, survey, asked));
  const loaded = await loadedFrom({ served: servedBy(about, model), pictures: true });
  const earlier = earlierRun(record, loaded);

  const found = await answersInTable(said, promptedSteps(study, survey), loaded);
  const run = asRun(loaded.model, loaded, readoutsFound(study, found.readouts, earlier));
  const gates = await gatesInTable(said, asked, study, survey, run, await studies.gates(id));
  if (found.answers === 0 && gates.length === 0) throw new AppError('answers-table-nothing');
  const keys = await keysFor(study, survey);
  const { segments, known } = asSegments(id, found.steps, await studies.segments(id), keys);
  const looked = gates.filter(({ picture }) => picture !== '').length;
  const wordsOnly = !found.sees && looked === 0 && !sawBefore(study, earlier);

  await studies.putSegments(segments);
  await studies.putGates(gates);
  // Last: a model that is listed is there with all its answers.
  const now = new Date();
  await studies.update(id, (latest) => {
    const changed = {
      ...latest,
      study: withModel(latest.study, run, wordsOnly),
      runs: { ...latest.runs, [run.model]: run },
      updatedAt: now.getTime()
    };
    const plans = withDates(changed, now.toISOString());
    return { ...changed, ...(plans && { plans }) };
  });
  const { answers, wanted, unfinished } = found;
  return {
    ...{ model: run.model, answers, known, wanted, gates: looked },
    ...{ unfinished, partial, wordsOnly },
    unlooked: unlookedBy(await studies.get(id))
  };
}

function unlookedBy(record: StudyRecord | undefined): string[] {
  if (!record) return [];
  const { study, runs } = record;
  const gated =
    study.cues.includes('picture') && wantedPictures(study).some((each) => isGated(study, each));
  return gated ? seeingModels(study).flatMap(({ model }) => (runs[model] ? [] : model)) : [];
}

async function indexOf(
  study: Study,
  survey: SurveyDataset,
  gates: readonly GatePromptOf[]
): Promise<PromptIndex> {
  const index = new PromptIndex(study.id, tableCueReader(study.pictures));
  for (const { prompt } of gates) index.add(prompt);
  for await (const { jobs } of promptedSteps(study, survey)) {
    // Without its turns: a large study has a million prompts.
    for (const { prompt } of jobs) {
      const { id, template, cue, question, order, reads } = prompt;
      index.add({ id, template, cue, question, order, reads });
    }
  }
  return index;
}

async function keysFor(study: Study, survey: SurveyDataset): Promise<Map<QuestionId, string>> {
  const keys = new Map<QuestionId, string>();
  for (const question of studyQuestions(study, survey)) {
    keys.set(question.id, await questionKey(question));
  }
  return keys;
}
