import { AppError } from '../../core/errors.ts';
import type { PictureId } from '../../core/types.ts';
import type { StoredPicture } from '../../store/api.ts';

/** Something that was done to a good picture and that its owner should know (`pictures.notice.<code>`). */
export interface PictureNotice {
  code: 'picture-first-frame' | 'picture-cmyk' | 'picture-turned' | 'picture-from-svg';
  params: Record<string, string | number>;
}

export interface TakenPicture {
  picture: StoredPicture;
  notices: PictureNotice[];
}

/**
 * Checks a file, names it by its bytes and measures it upright. Rejects with an `AppError`
 * (`picture-...`) whose sentence names the file and the remedy; nothing is stored here.
 */
export async function takePicture(file: File): Promise<TakenPicture> {
  const bytes = await file.arrayBuffer();
  const blob = new Blob([bytes], { type: file.type });
  const bitmap = await createImageBitmap(blob).catch(() => {
    throw new AppError('picture-undecodable', { name: file.name });
  });
  const { width, height } = bitmap;
  bitmap.close();
  const id = await sha256(bytes);
  const { name, type } = file;
  return {
    picture: { id, name, type, width, height, file: blob, addedAt: Date.now() },
    notices: []
  };
}

async function sha256(bytes: ArrayBuffer): Promise<PictureId> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
