export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'bmp' | 'svg';

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
  /** Is the first picture there to its end? */
  complete: boolean;
}
