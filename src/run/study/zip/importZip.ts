import { AppError } from '../../../core/errors.ts';
import { forwardNow } from '../../../core/forwardNow.ts';
import type { Study, StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import type { GateRow, StudyRecord, StudyStore } from '../../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { SurveyFor } from '../studyApi.ts';
import { gateList } from '../../../core/study/participants.ts';
import type { StudyContents } from '../open/openStudy.ts';
import { fitsItsHash } from '../plan/freeze.ts';
import type { StudyParts } from './readParts.ts';
import { storeAnswers } from '../open/studies.ts';
import { faultIn } from '../../../formats/studyZip/zipFaults.ts';
import { gatesFrom } from '../../../formats/studyZip/gatesCsv.ts';
import { gateName, type StudyManifest } from '../../../formats/studyZip/studyManifest.ts';

/** A study out of a zip, whole and checked, not stored yet: `openContents` shows it as it is. */
export interface ImportedStudy {
  contents: StudyContents;
  survey: SurveyDataset;
  manifest: StudyManifest;
  pictures: readonly StoredPicture[];
}

export interface ImportServices {
  surveyFor: SurveyFor;
  /** `readParts`, here or in a worker. */
  readParts: (file: Blob) => Promise<StudyParts>;
  /** Checks a picture and names it by its bytes; rejects with `picture-...`. */
  takePicture: (file: File) => Promise<{ picture: StoredPicture }>;
}

/**
 * Reads a study's zip, all or nothing. Rejects with `study-zip-...` (unreadable, a path, a size, a
 * part that is missing, doubled, not listed or changed, a place inside a part), `picture-...`, or
 * `study-survey-missing` where this browser lacks the survey that the study was made with.
 */
export async function readStudyZip(file: Blob, services: ImportServices): Promise<ImportedStudy> {
  const { manifest, study, plans, segments, ...parts } = await services.readParts(file);
  for (const plan of plans) {
    if (!(await fitsItsHash(plan))) throw faultIn('study.json')('plans');
  }
  const survey = await services.surveyFor(study);
  const runs: Record<string, StudyModelRun> = Object.fromEntries(
    manifest.models.map((run) => [run.model, run])
  );
  const record: StudyRecord = {
    id: study.id,
    study,
    updatedAt: forwardNow(),
    removedAt: null,
    origin: 'imported',
    runs,
    ...(plans.length > 0 && { plans })
  };
  const gates = gateRowsFrom(parts.gates, study, survey, manifest);
  const pictures = await picturesFrom(parts.pictures, services);
  return { contents: { record, segments, gates }, survey, manifest, pictures };
}

/** Keeps an imported study, under an id of its own. Returns its record. */
export async function storeImported(
  { contents, pictures }: ImportedStudy,
  studies: StudyStore
): Promise<StudyRecord> {
  const id = crypto.randomUUID();
  const record = { ...contents.record, id, study: { ...contents.record.study, id } };
  await studies.putPictures(pictures);
  await storeAnswers(contents, studies, id);
  // Last: a study that is listed is there with all its answers.
  await studies.put(record);
  return record;
}

function gateRowsFrom(
  rows: StudyParts['gates'],
  study: Study,
  survey: SurveyDataset,
  manifest: StudyManifest
): GateRow[] {
  const list = gateList(study, survey);
  const categories = new Map(study.pictures.map(({ id, category }) => [id, category]));
  const gates: GateRow[] = [];
  const ids = new Map(Object.entries(manifest.gates));
  for (const [model, own] of gatesFrom(rows, study, list, faultIn('gates.csv'))) {
    for (const row of own) {
      const category = categories.get(row.picture) ?? null;
      const id = ids.get(gateName(model, category)) ?? ids.get(model);
      if (!id) throw faultIn('gates.csv')(model.slice(0, 80));
      gates.push({ study: study.id, id, ...row });
    }
  }
  return gates;
}

async function picturesFrom(
  files: StudyParts['pictures'],
  { takePicture }: ImportServices
): Promise<StoredPicture[]> {
  const pictures: StoredPicture[] = [];
  for (const { part, id, file } of files) {
    const { picture } = await takePicture(file);
    if (picture.id !== id) {
      throw new AppError('study-zip-changed', { part, expected: id, found: picture.id });
    }
    pictures.push(picture);
  }
  return pictures;
}
