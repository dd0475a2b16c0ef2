import { studyCues } from '../../core/study/studyCues.ts';
import { wantedPictures } from '../../core/study/participants.ts';
import { madePicture, pictureOf } from '../../core/prompts/cues.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { StudyStore } from '../../store/studies/studyStoreApi.ts';
import { controlDrawer } from '../served/drawControl.ts';

export interface PictureFiles {
  /** By the picture's id: the file's name and bytes. */
  files: Map<string, { name: string; bytes: Uint8Array }>;
  /** Pictures of prompts that cannot be written here, by their id. */
  lacking: string[];
}

/**
 * The files of all pictures that a study's prompts are asked with: its own as they are, blanks drawn.
 * Pictures that the store lacks are missing, and shuffled ones: nothing here decodes a picture.
 */
export async function pictureFiles(
  study: Study,
  studies: Pick<StudyStore, 'picture'>
): Promise<PictureFiles> {
  const draw = controlDrawer(null);
  const wanted = wantedPictures(study);
  const asked = { ...study, models: [] };
  const shown = studyCues(asked, wanted).flatMap((cue) => pictureOf(cue) ?? []);
  const files: PictureFiles['files'] = new Map();
  const lacking: string[] = [];
  for (const id of new Set(shown)) {
    const made = madePicture(id);
    if (made && 'blank' in made) {
      const bytes = new Uint8Array(await (await draw(id, null)).arrayBuffer());
      files.set(id, { name: `blank-${made.blank}.png`, bytes });
      continue;
    }
    const stored = made ? undefined : await studies.picture(id);
    if (!stored) {
      lacking.push(id);
      continue;
    }
    const type = stored.type.replace('image/', '').replace(/[^a-z0-9]/g, '') || 'bin';
    const bytes = new Uint8Array(await stored.file.arrayBuffer());
    files.set(id, { name: `${id}.${type}`, bytes });
  }
  return { files, lacking };
}
