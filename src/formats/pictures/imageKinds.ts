export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'bmp' | 'svg';

/** As people write them. */
export const FORMAT_NAMES: Record<ImageFormat, string> = {
  png: 'PNG',
  jpeg: 'JPEG',
  gif: 'GIF',
  webp: 'WebP',
  avif: 'AVIF',
  bmp: 'BMP',
  svg: 'SVG'
};

export interface PictureHeader {
  format: ImageFormat;
  /** Pixels as stored, before EXIF orientation; null for an SVG that names no size. */
  width: number | null;
  height: number | null;
  /** More than one frame. */
  animated: boolean;
  colour: 'usual' | 'cmyk';
  /** EXIF orientation, 1 (upright) to 8. */
  orientation: number;
  /** How often decoding goes through all pixels: once for each scan of a JPEG. */
  passes: number;
  /** Is the first picture there to its end? */
  complete: boolean;
}
