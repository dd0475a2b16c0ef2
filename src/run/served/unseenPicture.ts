import { sha256 } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';
import { readImageHeader, type PictureHeader } from '../../formats/pictures/imageHeader.ts';
import { FORMAT_NAMES } from '../../formats/pictures/imageKinds.ts';
import type { StoredPicture } from '../../store/storeApi.ts';

/**
 * A picture named by its bytes, where nothing can decode it: looked at as far as its header goes.
 * @throws AppError `picture-not-a-picture`, `picture-truncated`, `picture-is-drawing`
 */
export async function takeUnseen(file: File): Promise<{ picture: StoredPicture; turned: boolean }> {
  const { name } = file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const verdict = readImageHeader(bytes);
  if (verdict.kind !== 'picture') {
    if (!('format' in verdict)) throw new AppError('picture-not-a-picture', { name });
    throw new AppError('picture-truncated', { name, format: FORMAT_NAMES[verdict.format] });
  }
  const { format, complete, orientation } = verdict.header;
  if (format === 'svg') throw new AppError('picture-is-drawing', { name });
  if (!complete) throw new AppError('picture-truncated', { name, format: FORMAT_NAMES[format] });
  const picture = await pictureUnseen(name, bytes, verdict.header);
  return { picture, turned: orientation !== 1 };
}

/** A picture by what its bytes and its header say; sides that the header does not tell are 0. */
export async function pictureUnseen(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { format, width, height }: Pick<PictureHeader, 'format' | 'width' | 'height'>
): Promise<StoredPicture> {
  const type = format === 'svg' ? 'image/svg+xml' : `image/${format}`;
  return {
    ...{ id: await sha256(bytes), name, type, file: new Blob([bytes], { type }) },
    ...{ width: width ?? 0, height: height ?? 0, addedAt: Date.now() }
  };
}
