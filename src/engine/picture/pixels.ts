import { AppError } from '../../core/errors.ts';
import { resizeBicubic } from './resample.ts';

/** What a model wants its pictures to be (preprocessor_config.json). */
export interface PictureFormat {
  /** Edge of the square picture, in pixels. */
  size: number;
  mean: readonly number[];
  std: readonly number[];
}

interface PreprocessorConfig {
  size?: { shortest_edge?: number; height?: number };
  crop_size?: { height?: number };
  image_mean?: number[];
  image_std?: number[];
}

export function pictureFormat(config: PreprocessorConfig): PictureFormat {
  return {
    size: config.crop_size?.height ?? config.size?.height ?? config.size?.shortest_edge ?? 224,
    mean: config.image_mean ?? [0.5, 0.5, 0.5],
    std: config.image_std ?? [0.5, 0.5, 0.5]
  };
}

/** A square above this edge is halved by the canvas until it fits: 4096^2 RGBA are 64 MiB. */
const LARGEST_EDGE = 4096;

/**
 * Decodes a picture file: upright (EXIF), on white, centre-cropped to a square, resized.
 * @returns RGB samples, size * size * 3
 * @throws AppError `picture-not-decoded`
 */
export async function decodePicture(file: Blob, size: number): Promise<Uint8ClampedArray> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new AppError('picture-not-decoded');
  }
  try {
    const { rgb, edge } = squareOnWhite(bitmap);
    return resizeBicubic(rgb, 3, [edge, edge], [size, size]);
  } finally {
    bitmap.close();
  }
}

function squareOnWhite(bitmap: ImageBitmap): { rgb: Uint8ClampedArray; edge: number } {
  const side = Math.min(bitmap.width, bitmap.height);
  const left = Math.floor((bitmap.width - side) / 2);
  const top = Math.floor((bitmap.height - side) / 2);
  let edge = side;
  while (edge > LARGEST_EDGE) edge = Math.ceil(edge / 2);
  const canvas = new OffscreenCanvas(edge, edge);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('out-of-memory');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, edge, edge);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, left, top, side, side, 0, 0, edge, edge);
  const rgba = context.getImageData(0, 0, edge, edge).data;
  const rgb = new Uint8ClampedArray(edge * edge * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] as number;
    rgb[to++] = rgba[from + 1] as number;
    rgb[to++] = rgba[from + 2] as number;
  }
  return { rgb, edge };
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
