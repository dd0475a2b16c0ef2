import type { SvgNode } from './cleanSvg.ts';
import { numbersIn } from './numbers.ts';

/**
 * What a primitive's price grows with (`filterPrice`).
 * @param scale pixels of the drawing for one of its units
 */
export function filterSize({ name, attributes }: SvgNode, scale: number): number {
  const numbers = (key: string) => numbersIn(attributes.get(key) ?? '').map(Math.abs);
  switch (name) {
    case 'feMorphology': {
      const [rx = 0, ry = rx] = numbers('radius');
      return scale * (rx + ry);
    }
    case 'feTurbulence':
      return numbers('numOctaves')[0] ?? 1;
    case 'feConvolveMatrix': {
      const [across = 3, down = across] = numbers('order');
      return across * down;
    }
    default:
      return 0;
  }
}
