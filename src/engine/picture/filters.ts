import type { PictureConfig } from '../modelConfigs.ts';

/** What a resized pixel is made of: how far its window reaches, and how much a distance weighs. */
interface Kernel {
  reach: number;
  weight(distance: number): number;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

/** Cubic with a = -0.5 (Keys 1981), written as Pillow writes it. */
function cubic(x: number): number {
  const a = -0.5;
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
  return 0;
}

const KERNELS = {
  lanczos: { reach: 3, weight: (x: number) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
  bilinear: { reach: 1, weight: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { reach: 2, weight: cubic }
} satisfies Record<string, Kernel>;

export type Filter = 'nearest' | keyof typeof KERNELS;

/** Pillow's numbers for them, as `resample` of a processor's configuration gives them. */
const FILTERS: readonly Filter[] = ['nearest', 'lanczos', 'bilinear', 'bicubic'];

/** Null where a pixel is one of the old ones. */
export const kernelOf = (filter: Filter): Kernel | null =>
  filter === 'nearest' ? null : KERNELS[filter];

/** The processor's own, or the one that its kind takes where nothing is said. */
export const filterOf = ({ resample }: PictureConfig, usual: Filter): Filter =>
  FILTERS[resample ?? -1] ?? usual;
