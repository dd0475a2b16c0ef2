import { AppError } from '../../../core/errors.ts';
import { forwardNow } from '../../../core/forwardNow.ts';
import { withDates } from '../../../core/study/plan/sinceFrozen.ts';
import { presetChoices } from '../../../core/study/presets.ts';
import type {
  PresetName,
  Study,
  StudyModel,
  StudyPicture
} from '../../../core/study/studyTypes.ts';
import type { QuestionId } from '../../../core/survey/types.ts';
import type { StudyRecord, StudyStore } from '../../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { StudyContents } from './openStudy.ts';

export interface NewStudy {
  name: string;
  preset: PresetName;
  survey: SurveyDataset;
  questions: readonly QuestionId[];
  models: readonly StudyModel[];
  pictures: readonly StudyPicture[];
  /** Decides every resample; a new study takes one of its own. */
  seed?: number;
}

/** A study with a preset's choices, not stored yet. Countries that the survey lacks are left out. */
export function newStudy({ preset, survey, seed, ...own }: NewStudy): Study {
  return {
    ...own,
    ...presetChoices(preset, survey),
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    survey: { id: survey.id, name: survey.name, hash: survey.hash },
    wording: survey.wording,
    seed: seed ?? Math.floor(Math.random() * 2 ** 31)
  };
}

/** Stores a study, new or changed; answers that still fit a changed one are found again. */
export async function saveStudy(studies: StudyStore, study: Study): Promise<StudyRecord> {
  const updatedAt = forwardNow();
  const now = new Date(updatedAt).toISOString();
  const changed = await studies.update(study.id, (record) => {
    const plans = withDates({ ...record, study }, now);
    return { ...record, study, updatedAt, ...(plans && { plans }) };
  });
  if (changed) return changed;
  const record: StudyRecord = {
    id: study.id,
    study,
    updatedAt,
    removedAt: null,
    origin: 'own',
    runs: {}
  };
  await studies.put(record);
  return record;
}

export async function renameStudy(studies: StudyStore, id: string, name: string): Promise<void> {
  const rename = (record: StudyRecord) => ({
    ...record,
    study: { ...record.study, name },
    updatedAt: forwardNow()
  });
  if (!(await studies.update(id, rename))) throw new AppError('study-missing');
}

/** A copy under another name, with its answers. Returns the copy's record. */
export async function duplicateStudy(
  studies: StudyStore,
  id: string,
  name: string
): Promise<StudyRecord> {
  const record = await studies.get(id);
  if (!record) throw new AppError('study-missing');
  const copy = crypto.randomUUID();
  const [segments, gates] = await Promise.all([studies.segments(id), studies.gates(id)]);
  await storeAnswers({ segments, gates }, studies, copy);
  const made: StudyRecord = {
    ...record,
    id: copy,
    study: { ...record.study, id: copy, name, createdAt: new Date().toISOString() },
    updatedAt: forwardNow()
  };
  await studies.put(made);
  return made;
}

/** Keeps a study's answers as those of the study `id`, which finds the ones that it asks for. */
export async function storeAnswers(
  { segments, gates }: Pick<StudyContents, 'segments' | 'gates'>,
  studies: Pick<StudyStore, 'putSegments' | 'putGates'>,
  id: string
): Promise<void> {
  await studies.putSegments(segments.map((segment) => ({ ...segment, study: id })));
  await studies.putGates(gates.map((gate) => ({ ...gate, study: id })));
}

/** How long a removal can be undone, also after the page was closed: a day. */
const UNDO_MS = 24 * 60 * 60 * 1000;

/** Hides a study; call the result to undo. What was removed a day ago is deleted for good. */
export async function removeStudy(studies: StudyStore, id: string): Promise<() => Promise<void>> {
  await studies.purge(forwardNow() - UNDO_MS);
  await studies.remove(id);
  return () => studies.restore(id);
}
