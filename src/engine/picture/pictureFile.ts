import { AppError } from '../../core/errors.ts';
import { rowsOf, type PictureRows, type Rgb } from './samples.ts';

/** An edge of a square above this length is halved by the canvas until it fits: 64 MiB of RGBA. */
const LARGEST_EDGE = 4096;

/** Rows that go through the canvas at a time. */
const STRIP = 256;

/**
 * Decodes a picture file for as long as `use` takes: upright (EXIF), on white. Colours are the
 * file's own numbers, as Pillow gives them.
 * @param square only the middle square: how the bundled model's pictures were prepared
 * @throws AppError `picture-not-decoded`, `out-of-memory`
 */
export async function withPicture<T>(
  file: Blob,
  square: boolean,
  use: (picture: PictureRows) => T
): Promise<T> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      colorSpaceConversion: square ? 'default' : 'none'
    });
  } catch {
    throw new AppError('picture-not-decoded');
  }
  try {
    return use(square ? rowsOf(middleSquare(bitmap)) : stripsOf(bitmap));
  } finally {
    bitmap.close();
  }
}

/** Strip by strip: browsers bound a canvas's area, and a large photograph is never scaled twice. */
function stripsOf(bitmap: ImageBitmap): PictureRows {
  const { width, height } = bitmap;
  const context = whiteCanvas(width, Math.min(height, STRIP));
  const strip = (top: number, count: number) =>
    onWhite(context, bitmap, [0, top, width, count], [width, count]);
  const rows = (top: number, count: number) => {
    const rgb = new Uint8ClampedArray(count * width * 3);
    for (let done = 0; done < count; done += STRIP) {
      rgb.set(strip(top + done, Math.min(STRIP, count - done)), done * width * 3);
    }
    return rgb;
  };
  return { width, height, rows };
}

function middleSquare(bitmap: ImageBitmap): Rgb {
  const side = Math.min(bitmap.width, bitmap.height);
  const left = Math.floor((bitmap.width - side) / 2);
  const top = Math.floor((bitmap.height - side) / 2);
  let edge = side;
  while (edge > LARGEST_EDGE) edge = Math.ceil(edge / 2);
  const context = whiteCanvas(edge, edge);
  const rgb = onWhite(context, bitmap, [left, top, side, side], [edge, edge]);
  return { rgb, width: edge, height: edge };
}

function whiteCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('out-of-memory');
  context.fillStyle = '#fff';
  context.imageSmoothingQuality = 'high';
  return context;
}

/** RGB samples of a part, drawn on white into the canvas's upper left corner. */
function onWhite(
  context: OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  part: readonly [left: number, top: number, width: number, height: number],
  [width, height]: readonly [width: number, height: number]
): Uint8ClampedArray {
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, ...part, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] as number;
    rgb[to++] = rgba[from + 1] as number;
    rgb[to++] = rgba[from + 2] as number;
  }
  return rgb;
}
