import type { FolderFile } from '../../engine/files/folderFile.ts';
import { saveStudy } from '../study/open/studies.ts';
import { readFolder } from '../study/folder/readFolder.ts';
import { readParts } from '../study/zip/readParts.ts';
import { readStudyZip } from '../study/zip/importZip.ts';
import { scoresInZip } from '../study/zip/scoresInZip.ts';
import type { FolderProblem, SurveyFor } from '../study/studyApi.ts';
import { memoryStore } from '../../store/memory.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { StudyToAsk } from './askServed.ts';
import { studyOfPlan } from './planFile.ts';
import { takeUnseen } from './unseenPicture.ts';

interface InputServices {
  surveyFor: SurveyFor;
  /** A picture that its camera stored turned: the server decides whether it looks at it upright. */
  onTurned: (name: string) => void;
}

/** A study saved by the page. Rejects as `readStudyZip` does. */
export async function studyOfZip(
  file: Blob,
  { surveyFor, onTurned }: InputServices
): Promise<StudyToAsk> {
  const { contents, pictures, manifest } = await readStudyZip(file, {
    surveyFor,
    readParts,
    takePicture: (picture) => take(picture, onTurned)
  });
  return {
    ...{ contents, pictures, withPictures: pictures.length > 0 },
    scores: await scoresInZip(file),
    files: new Map(manifest.models.map(({ manifestHash, files }) => [manifestHash, files]))
  };
}

/**
 * A new study of a folder: its pictures as the page reads them, and `study.json` with the choices.
 * @returns what is wrong with the pictures instead, where anything is
 * @throws AppError `study-plan-missing`, `study-plan-broken`, `study-plan-unknown`
 */
export async function studyOfFolder(
  files: readonly FolderFile[],
  survey: SurveyDataset,
  { onTurned }: Pick<InputServices, 'onTurned'>
): Promise<StudyToAsk | { problems: readonly FolderProblem[] }> {
  const plan = files.find(({ path }) => path.split('/').slice(1).join('/') === 'study.json');
  const others = files.filter((file) => file !== plan);
  const taken = await readFolder(others, {
    survey,
    takePicture: (picture) => take(picture, onTurned)
  });
  const none =
    taken.problems.length === 1 && taken.problems[0]?.error.code === 'study-folder-empty';
  // A plan may ask about names alone.
  if (taken.problems.length > 0 && !none) return { problems: taken.problems };
  const metas = taken.pictures.map(({ meta }) => meta);
  const study = studyOfPlan(plan ? await plan.file.text() : null, metas, survey);
  const { studies } = memoryStore();
  const record = await saveStudy(studies, study);
  return {
    contents: { record, segments: [], gates: [] },
    pictures: taken.pictures.map(({ stored }) => stored),
    ...{ withPictures: true, scores: new Map(), files: new Map() }
  };
}

async function take(file: File, onTurned: InputServices['onTurned']) {
  const { picture, turned } = await takeUnseen(file);
  if (turned) onTurned(file.name);
  return { picture };
}
