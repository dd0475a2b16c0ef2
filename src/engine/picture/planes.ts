import type { PictureConfig } from '../modelConfigs.ts';
import type { Rgb } from './samples.ts';

/** What is taken off every sample, and what it is divided by; red, green, blue; samples are 0 to 1. */
export interface Normalisation {
  mean: readonly number[];
  std: readonly number[];
}

export const normalisationOf = ({ image_mean, image_std }: PictureConfig): Normalisation => ({
  mean: image_mean ?? [0.5, 0.5, 0.5],
  std: image_std ?? [0.5, 0.5, 0.5]
});

/** Normalised planes, [3, height, width]. */
export function toPlanes({ rgb, width, height }: Rgb, { mean, std }: Normalisation): Float32Array {
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      const value = (rgb[i * 3 + c] as number) / 255;
      planes[c * plane + i] = (value - (mean[c] as number)) / (std[c] as number);
    }
  }
  return planes;
}
