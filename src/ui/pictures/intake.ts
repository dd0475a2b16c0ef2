import { sha256 } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';
import { FORMAT_NAMES, type PictureHeader } from '../../formats/pictures/imageKinds.ts';
import type { PictureCheck } from '../../formats/pictures/pictureCheck.ts';
import { checkInWorker } from '../../formats/pictures/pictureClient.ts';
import type { SvgFault } from '../../formats/pictures/svg/refusal.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import { inTime } from '../../workers/inTime.ts';
import '../messages/intake.ts';
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

/**
 * A decoded picture takes four bytes a pixel: 100 megapixels are 400 MB. A progressive JPEG is gone
 * through once for each of its scans, of which good ones have about ten.
 */
const LIMIT = { fileMB: 50, side: 16_384, megapixels: 100, passedMegapixels: 1000 };
/** 100 megapixels take about half of that. */
const DECODE_MS = 5000;

/**
 * Checks a file, names it by the SHA-256 of its bytes and measures it upright. An SVG becomes a
 * PNG, named by that PNG's bytes. Rejects with an `AppError` (`picture-...`) whose sentence names
 * the file and the remedy. All reading is done in a worker, size and completeness are known before
 * anything is decoded, every step has a deadline, and nothing is stored here.
 */
export async function takePicture(file: File): Promise<TakenPicture> {
  const { name } = file;
  if (file.size > LIMIT.fileMB * 1e6) {
    const sizeMB = Math.ceil(file.size / 1e6);
    throw new AppError('picture-file-too-large', { name, sizeMB, limitMB: LIMIT.fileMB });
  }
  const checked = goodPicture(name, await checkInWorker(file));
  const { header } = checked;
  const isSvg = header.format === 'svg';
  const blob = isSvg ? await drawnSvg(name, checked.file, header) : checked.file;
  const { width, height } = await decodedSize(name, blob);
  const id = isSvg ? await sha256(await blob.arrayBuffer()) : checked.id;
  return {
    picture: { id, name, type: blob.type, width, height, file: blob, addedAt: Date.now() },
    notices: noticesOf(name, header)
  };
}

function goodPicture(
  name: string,
  check: PictureCheck
): Extract<PictureCheck, { kind: 'picture' }> {
  switch (check.kind) {
    case 'unreadable':
      throw new AppError('picture-unreadable', { name });
    case 'empty':
      throw new AppError('picture-empty', { name });
    case 'unknown':
      throw new AppError('picture-not-a-picture', { name });
    case 'foreign':
      throw new AppError('picture-foreign-format', { name, format: check.name });
    case 'truncated':
      throw new AppError('picture-truncated', { name, format: FORMAT_NAMES[check.format] });
    case 'garbled':
      throw new AppError('picture-garbled', { name, format: FORMAT_NAMES[check.format] });
    case 'drawing':
      throw drawingFault(name, check.fault);
  }
  const { format, width, height, passes, complete } = check.header;
  // An SVG is drawn at a size of our own choice.
  if (format !== 'svg' && width && height) {
    if (isTooLarge(width, height)) {
      const { side, megapixels } = LIMIT;
      throw new AppError('picture-too-many-pixels', { name, width, height, side, megapixels });
    }
    if (passes * width * height > LIMIT.passedMegapixels * 1e6) {
      throw new AppError('picture-too-slow', { name });
    }
  }
  if (!complete) throw new AppError('picture-truncated', { name, format: FORMAT_NAMES[format] });
  return check;
}

function drawingFault(name: string, fault: SvgFault): AppError {
  switch (fault) {
    case 'malformed':
      return new AppError('picture-undecodable', { name });
    case 'truncated':
      return new AppError('picture-truncated', { name, format: FORMAT_NAMES.svg });
    case 'intricate':
      return new AppError('picture-too-intricate', { name });
  }
}

function isTooLarge(width: number, height: number): boolean {
  return Math.max(width, height) > LIMIT.side || width * height > LIMIT.megapixels * 1e6;
}

async function drawnSvg(name: string, svg: Blob, header: PictureHeader): Promise<Blob> {
  try {
    return await drawSvg(name, svg, header);
  } catch (fault) {
    throw fault instanceof AppError ? fault : new AppError('picture-undecodable', { name });
  }
}

/** Pixels after EXIF orientation; the proof that this browser can decode the picture. */
async function decodedSize(name: string, blob: Blob): Promise<{ width: number; height: number }> {
  const decoded = createImageBitmap(blob);
  const late = () => {
    // It goes on in the browser's own thread; what it comes to is let go.
    void decoded.then((bitmap) => bitmap.close()).catch(() => undefined);
    return new AppError('picture-too-slow', { name });
  };
  const bitmap = await inTime(decoded, DECODE_MS, late).catch((fault) => {
    throw fault instanceof AppError ? fault : new AppError('picture-undecodable', { name });
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
