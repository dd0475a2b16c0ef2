import { AppError } from '../../core/errors.ts';
import { readImageHeader } from '../../formats/pictures/imageHeader.ts';
import { memoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';
import { hashSurvey, parseSurveyFile } from '../../survey/import/surveyFile.ts';
import { hashWordings, parseWordingFile } from '../../survey/import/wordingFile.ts';
import { surveyFinder } from '../study/open/surveyFor.ts';
import { storeAnswers } from '../study/open/studies.ts';
import type { SurveyFor } from '../study/studyApi.ts';
import { exportStudyZip } from '../study/zip/exportZip.ts';
import { readStudyZip } from '../study/zip/importZip.ts';
import { readParts } from '../study/zip/readParts.ts';
import { pictureUnseen } from './unseenPicture.ts';

/** A study out of its zip, in a store of its own, for commands: under the id that it has. */
export interface StudyInNode {
  record: StudyRecord;
  store: Store;
  surveyFor: SurveyFor;
}

/** A survey or wordings that the page exported: a study may rest on them. */
export interface OwnDataFile {
  name: string;
  text: string;
}

/**
 * Reads a study's zip without a page. Rejects as `readStudyZip` does, with `own-data-broken` and
 * `import-not-json` for a broken survey or wording.
 */
export async function studyFromZip(
  zip: Blob,
  ownData: readonly OwnDataFile[] = []
): Promise<StudyInNode> {
  const store = memoryStore();
  for (const file of ownData) await keepOwnData(store, file);
  const surveyFor = surveyFinder(store.ownData);
  const imported = await readStudyZip(zip, { surveyFor, takePicture, readParts });
  const { record } = imported.contents;
  await store.studies.putPictures(imported.pictures);
  await storeAnswers(imported.contents, store.studies, record.id);
  await store.studies.put(record);
  return { record, store, surveyFor };
}

/**
 * The study as it is in the store by now, as the page exports it and brings it in.
 * @param pictures put into the zip, where the study came with them
 */
export async function zipOfStudy(
  { record, store, surveyFor }: StudyInNode,
  { app, pictures }: { app: string; pictures: boolean }
): Promise<Blob> {
  // No folder of models lies here: files of models that ran in a page cannot be listed.
  return exportStudyZip(record.id, store.studies, surveyFor, { app, pictures, base: null });
}

/** Names a picture by its bytes, as the page does, and measures it by its header; decodes nothing. */
async function takePicture(file: File): Promise<{ picture: StoredPicture }> {
  const { name } = file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const verdict = readImageHeader(bytes);
  if (verdict.kind !== 'picture') throw new AppError('picture-not-a-picture', { name });
  return { picture: await pictureUnseen(name, bytes, verdict.header) };
}

/** Puts a survey or wordings where `surveyFinder` finds them. */
export async function keepOwnData(store: Store, { name, text }: OwnDataFile): Promise<void> {
  const wording = /"format"\s*:\s*"valueshift-wording"/.test(text);
  const document = wording ? parseWordingFile(text, name) : parseSurveyFile(text, name);
  const hash = await ('wordings' in document ? hashWordings(document) : hashSurvey(document));
  await store.ownData.put({
    id: `file-${hash.slice(0, 12)}`,
    kind: wording ? 'wording' : 'survey',
    name: document.name,
    hash,
    file: new Blob([text]),
    addedAt: Date.now()
  });
}
