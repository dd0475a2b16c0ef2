import { AppError } from '../../core/errors.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { PictureCategory, PictureId } from '../../core/prompts/types.ts';
import list from './bundled.json' with { type: 'json' };

export type LicenceId = 'MIT' | 'Apache-2.0' | 'CC-BY-4.0' | 'CC0-1.0' | 'public domain';

/** A picture that comes with the app; scripts/pictures/build.mjs writes the list and the files. */
export interface BundledPicture {
  id: string;
  /** File name under `pictures/`. */
  file: string;
  /** SHA-256 of the file: the picture's id once it is taken in. */
  picture: PictureId;
  title: string;
  country: CountryCode | null;
  category: PictureCategory | null;
  width: number;
  height: number;
  licence: LicenceId;
  author: string;
  source: string;
}

export const BUNDLED_PICTURES = list as readonly BundledPicture[];

/** The bundled picture with these bytes; undefined for one of the reader's own. */
export function bundledOf(id: PictureId): BundledPicture | undefined {
  return BUNDLED_PICTURES.find(({ picture }) => picture === id);
}

export function bundledUrl(picture: BundledPicture): string {
  return `${import.meta.env.BASE_URL}pictures/${picture.file}`;
}

/** The picture as a file for `takePicture`. Rejects with `picture-fetch` where it cannot be had. */
export async function fetchBundled(picture: BundledPicture): Promise<File> {
  const failed = (reason: string) => new AppError('picture-fetch', { name: picture.title, reason });
  const response = await fetch(bundledUrl(picture)).catch((fault: unknown) => {
    throw failed(String(fault));
  });
  if (!response.ok) throw failed(String(response.status));
  const blob = await response.blob();
  return new File([blob], picture.file, { type: blob.type });
}
