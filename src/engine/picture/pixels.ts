import { AppError } from '../../core/errors.ts';
import { pixelsOf, type PictureConfig } from '../modelConfigs.ts';
import { resizeBicubic } from './resample.ts';

/** What a model wants its pictures to be (preprocessor_config.json). */
export interface PictureFormat {
  /** Edge of the square picture, in pixels. */
  size: number;
  /** Is the middle cut out of what is not square, or the whole pressed into the square? */
  fit: 'crop' | 'squash';
  mean: readonly number[];
  std: readonly number[];
}

export function pictureFormat(config: PictureConfig): PictureFormat {
  return {
    size: pixelsOf(config.crop_size) ?? pixelsOf(config.size) ?? 224,
    fit: config.do_center_crop ? 'crop' : 'squash',
    mean: config.image_mean ?? [0.5, 0.5, 0.5],
    std: config.image_std ?? [0.5, 0.5, 0.5]
  };
}

/** An edge above this length is halved by the canvas until it fits: 4096^2 RGBA are 64 MiB. */
const LARGEST_EDGE = 4096;

/**
 * Decodes a picture file: upright (EXIF), on white, made square, resized.
 * @returns RGB samples, size * size * 3
 * @throws AppError `picture-not-decoded`
 */
export async function decodePicture(
  file: Blob,
  { size, fit }: Pick<PictureFormat, 'size' | 'fit'>
): Promise<Uint8ClampedArray> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new AppError('picture-not-decoded');
  }
  try {
    const side = Math.min(bitmap.width, bitmap.height);
    const part =
      fit === 'crop' ? ([side, side] as const) : ([bitmap.width, bitmap.height] as const);
    const { rgb, width, height } = onWhite(bitmap, part);
    return resizeBicubic(rgb, 3, [width, height], [size, size]);
  } finally {
    bitmap.close();
  }
}

/** The middle part of a picture, on white, no larger than can be handled. */
function onWhite(
  bitmap: ImageBitmap,
  [partWidth, partHeight]: readonly [number, number]
): { rgb: Uint8ClampedArray; width: number; height: number } {
  const left = Math.floor((bitmap.width - partWidth) / 2);
  const top = Math.floor((bitmap.height - partHeight) / 2);
  let [width, height] = [partWidth, partHeight];
  while (width > LARGEST_EDGE) width = Math.ceil(width / 2);
  while (height > LARGEST_EDGE) height = Math.ceil(height / 2);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('out-of-memory');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, partWidth, partHeight, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] as number;
    rgb[to++] = rgba[from + 1] as number;
    rgb[to++] = rgba[from + 2] as number;
  }
  return { rgb, width, height };
}

/** Normalised planes, [3, size, size], from interleaved RGB samples. */
export function toPlanes(rgb: Uint8ClampedArray, { size, mean, std }: PictureFormat): Float32Array {
  const plane = size * size;
  const planes = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      const value = (rgb[i * 3 + c] as number) / 255;
      planes[c * plane + i] = (value - (mean[c] as number)) / (std[c] as number);
    }
  }
  return planes;
}
