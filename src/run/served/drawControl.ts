import { AppError } from '../../core/errors.ts';
import { madePicture } from '../../core/prompts/cues.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import { blankPixels, shuffledPixels } from '../../engine/picture/controls.ts';
import type { Rgb } from '../../engine/picture/samples.ts';
import { writePng } from '../../formats/pictures/writePng.ts';

/** Pixels on each side of a blank: what the encoders of the paper's models look at. */
const BLANK_EDGE = 336;

/**
 * Controls for a server, as PNG: blank pictures, and shuffled ones of a picture's own pixels.
 * @param pixelsOf decodes a picture, upright; null where nothing here can
 * @throws AppError `picture-not-shuffled` where it would have to be decoded and cannot be
 */
export function controlDrawer(pixelsOf: ((file: Blob) => Promise<Rgb>) | null) {
  return async (picture: PictureId, file: Blob | null): Promise<Blob> => {
    const made = madePicture(picture);
    if (!made) throw new AppError('picture-unknown', { picture });
    if ('blank' in made) return pngOf(blankPixels(made.blank, BLANK_EDGE));
    if (!pixelsOf || !file) throw new AppError('picture-not-shuffled', { picture });
    return pngOf(shuffledPixels(await pixelsOf(file), made.seed));
  };
}

function pngOf(pixels: Rgb): Blob {
  return new Blob([writePng(pixels)], { type: 'image/png' });
}
