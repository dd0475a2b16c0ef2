/**
 * What drawing costs, in nanoseconds of one processor core, as measured in Chromium 156 without a
 * graphics card (docs/adr/017). Rounded up: a drawing that is refused has another form, a page
 * that stops has none.
 */
export const PRICE = {
  /** Reading, styling and laying out. */
  character: 4,
  element: 15_000,
  copy: 12_000,
  /** A rule of a style sheet, for each element that it is held against. */
  rule: 40,
  /** Being drawn at all. */
  shape: 4_000,
  /** A straight piece of an outline; a row of pixels that it crosses; two that change places in a row. */
  segment: 500,
  crossing: 120,
  swap: 1.5,
  dash: 600,
  glyph: 10_000,
  /** Pixels of one colour, of a picture or a repeated tile, of a gradient and of each of its stops. */
  pixel: 0.6,
  tiled: 3,
  gradient: 3,
  stop: 0.012,
  /** Being drawn on a surface of its own, cut to an outline, cut by another picture: for each pixel. */
  layer: 5,
  clip: 1.5,
  mask: 20,
  group: 10_000,
  /** Decoding an embedded picture. */
  decoded: 15
} as const;

/** A filter's primitives, for each pixel of its region. */
const FILTER: Record<string, number> = {
  feGaussianBlur: 50,
  feDropShadow: 70,
  feDiffuseLighting: 65,
  feSpecularLighting: 80
};
const OTHER_FILTER = 35;

/**
 * What one primitive of a filter costs for one pixel.
 * @param size pixels of radius (both ways together), octaves, or weights of a kernel
 * @param inputs pictures that it puts on one another
 */
export function filterPrice(name: string, size: number, inputs: number): number {
  switch (name) {
    case 'feMorphology':
      return Math.min(850, 50 + 8 * size);
    case 'feTurbulence':
      return Math.min(300, 25 + 9 * size);
    case 'feConvolveMatrix':
      return OTHER_FILTER + 11 * size;
    case 'feMerge':
      return OTHER_FILTER + 7 * inputs;
    default:
      return FILTER[name] ?? OTHER_FILTER;
  }
}
