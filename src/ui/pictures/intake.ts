import { sha256 } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';
import { countSvgCopies } from '../../formats/pictures/svgCopies.ts';
import {
  readImageHeader,
  type ImageFormat,
  type PictureHeader
} from '../../formats/pictures/imageHeader.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import { drawSvg } from './drawSvg.ts';

/** What was done to a good picture and its owner should know; `errorText` has its sentence. */
export interface PictureNotice {
  code: 'picture-first-frame' | 'picture-cmyk' | 'picture-turned' | 'picture-from-svg';
  params: Record<string, string | number>;
}

export interface TakenPicture {
  picture: StoredPicture;
  notices: PictureNotice[];
}

/** A decoded picture takes four bytes a pixel: 100 megapixels are 400 MB. */
const LIMIT = { fileMB: 50, side: 16_384, megapixels: 100, svgCopies: 10_000 };

/**
 * Checks a file, names it by the SHA-256 of its bytes and measures it upright. An SVG becomes a
 * PNG, named by that PNG's bytes. Rejects with an `AppError` (`picture-...`) whose sentence names
 * the file and the remedy. Size and completeness are read from the bytes before anything is
 * decoded, and nothing is stored here.
 */
export async function takePicture(file: File): Promise<TakenPicture> {
  const { name } = file;
  const bytes = await readBytes(file);
  const header = checkedHeader(name, bytes);
  const isSvg = header.format === 'svg';
  const blob = isSvg
    ? await drawnSvg(name, new Blob([bytes], { type: 'image/svg+xml' }), header)
    : new Blob([bytes], { type: `image/${header.format}` });
  const { width, height } = await decodedSize(name, blob);
  const id = await sha256(isSvg ? await blob.arrayBuffer() : bytes);
  return {
    picture: { id, name, type: blob.type, width, height, file: blob, addedAt: Date.now() },
    notices: noticesOf(name, header)
  };
}

async function readBytes(file: File): Promise<ArrayBuffer> {
  const { name } = file;
  if (file.size > LIMIT.fileMB * 1e6) {
    const sizeMB = Math.ceil(file.size / 1e6);
    throw new AppError('picture-file-too-large', { name, sizeMB, limitMB: LIMIT.fileMB });
  }
  // Fails where the file was moved or deleted since it was chosen, and for folders.
  return file.arrayBuffer().catch(() => {
    throw new AppError('picture-unreadable', { name });
  });
}

function checkedHeader(name: string, bytes: ArrayBuffer): PictureHeader {
  const verdict = readImageHeader(new Uint8Array(bytes));
  switch (verdict.kind) {
    case 'empty':
      throw new AppError('picture-empty', { name });
    case 'unknown':
      throw new AppError('picture-not-a-picture', { name });
    case 'foreign':
      throw new AppError('picture-foreign-format', { name, format: verdict.name });
    case 'truncated':
      throw new AppError('picture-truncated', { name, format: formatName(verdict.format) });
    case 'garbled':
      throw new AppError('picture-garbled', { name, format: formatName(verdict.format) });
  }
  const { header } = verdict;
  const { width, height } = header;
  // An SVG is drawn at a size of our own choice.
  if (header.format !== 'svg' && width && height && isTooLarge(width, height)) {
    const { side, megapixels } = LIMIT;
    throw new AppError('picture-too-many-pixels', { name, width, height, side, megapixels });
  }
  if (!header.complete) {
    throw new AppError('picture-truncated', { name, format: formatName(header.format) });
  }
  return header;
}

function isTooLarge(width: number, height: number): boolean {
  return Math.max(width, height) > LIMIT.side || width * height > LIMIT.megapixels * 1e6;
}

function formatName(format: ImageFormat): string {
  return format === 'webp' ? 'WebP' : format.toUpperCase();
}

async function drawnSvg(name: string, svg: Blob, header: PictureHeader): Promise<Blob> {
  try {
    const copies = countSvgCopies(await svg.text());
    if (copies > LIMIT.svgCopies) throw new AppError('picture-too-intricate', { name });
    return await drawSvg(svg, header);
  } catch (fault) {
    throw fault instanceof AppError ? fault : new AppError('picture-undecodable', { name });
  }
}

/** Pixels after EXIF orientation; the proof that this browser can decode the picture. */
async function decodedSize(name: string, blob: Blob): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(blob).catch(() => {
    throw new AppError('picture-undecodable', { name });
  });
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

function noticesOf(name: string, header: PictureHeader): PictureNotice[] {
  const codes: PictureNotice['code'][] = [];
  if (header.animated) codes.push('picture-first-frame');
  if (header.colour === 'cmyk') codes.push('picture-cmyk');
  if (header.orientation !== 1) codes.push('picture-turned');
  if (header.format === 'svg') codes.push('picture-from-svg');
  return codes.map((code) => ({ code, params: { name } }));
}
