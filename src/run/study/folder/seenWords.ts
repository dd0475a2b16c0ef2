import { AppError } from '../../../core/errors.ts';
import type { PictureId } from '../../../core/prompts/types.ts';
import type { StudyPicture } from '../../../core/study/studyTypes.ts';
import type { EngineApi } from '../../../engine/engineApi.ts';
import type { StudyStore } from '../../../store/studies/studyStoreApi.ts';

export interface SeenServices {
  /** With a model loaded, and no one else at it. */
  engine: Pick<EngineApi, 'concepts' | 'addPicture' | 'dropPicture'>;
  studies: Pick<StudyStore, 'picture'>;
  onProgress?: (done: number) => void;
}

/**
 * The model's own word for each picture, its likeliest concept; null where the model names none.
 * Rejects with `study-picture-missing` and the engine's faults.
 */
export async function seenWords(
  pictures: readonly Pick<StudyPicture, 'id' | 'name'>[],
  { engine, studies, onProgress }: SeenServices
): Promise<Map<PictureId, string> | null> {
  const words = new Map<PictureId, string>();
  for (const [done, { id, name }] of pictures.entries()) {
    onProgress?.(done);
    const stored = await studies.picture(id);
    if (!stored) throw new AppError('study-picture-missing', { name });
    await engine.addPicture(id, stored.file);
    const concepts = await engine.concepts(id);
    await engine.dropPicture(id);
    if (!concepts) return null;
    const [likeliest] = concepts;
    if (likeliest) words.set(id, likeliest.name);
  }
  return words;
}
