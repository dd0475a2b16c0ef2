import type { Size } from '../picture/samples.ts';

interface Bounds {
  /** Both edges become multiples of it. */
  unit: number;
  /** Pixels that the resized picture has at least and at most. */
  least: number;
  most: number;
  /** An edge's length before the bounds are looked at; Qwen's processor lets a short one vanish. */
  shortest: 0 | 'unit';
}

/**
 * The size at which a model looks at a picture in its own proportions: `smart_resize` of the
 * processors of Qwen2-VL and LFM2-VL, number for number.
 */
export function smartResize({ width, height }: Size, bounds: Bounds): Size {
  const { unit, least, most } = bounds;
  const shortest = bounds.shortest === 'unit' ? unit : 0;
  const near = (edge: number) => Math.max(shortest, nearestMultiple(edge, unit));
  const size = { width: near(width), height: near(height) };
  const pixels = size.width * size.height;
  if (pixels > most) {
    const shrink = Math.sqrt((height * width) / most);
    const floor = (edge: number) => Math.max(unit, Math.floor(edge / shrink / unit) * unit);
    return { width: floor(width), height: floor(height) };
  }
  if (pixels < least) {
    const grow = Math.sqrt(least / (height * width));
    const ceil = (edge: number) => Math.ceil((edge * grow) / unit) * unit;
    return { width: ceil(width), height: ceil(height) };
  }
  return size;
}

/** Halves go to the even multiple, as Python rounds. */
export function nearestMultiple(value: number, unit: number): number {
  const parts = value / unit;
  const floor = Math.floor(parts);
  if (parts - floor !== 0.5) return Math.round(parts) * unit;
  return (floor % 2 === 0 ? floor : floor + 1) * unit;
}
