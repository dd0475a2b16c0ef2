import type { SvgNode } from './cleanSvg.ts';
import { numbersIn } from './numbers.ts';
import type { Affine } from './transform.ts';

/** How what is inside an `svg`, `symbol`, `marker` or `pattern` is laid into a rectangle (SVG 1.1, 7.8). */
export function viewportOf(
  { attributes }: SvgNode,
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number]
): { matrix: Affine; view: [width: number, height: number] } {
  const box = numbersIn(attributes.get('viewBox') ?? '');
  const [left = 0, top = 0, wide = 0, high = 0] = box;
  if (box.length !== 4 || !(wide > 0 && high > 0)) {
    return { matrix: [1, 0, 0, 1, x, y], view: [width, height] };
  }
  const fit = attributes.get('preserveAspectRatio') ?? '';
  let [sx, sy] = [width / wide, height / high];
  if (!fit.includes('none')) sx = sy = fit.includes('slice') ? Math.max(sx, sy) : Math.min(sx, sy);
  const [shareX, shareY] = [share(fit, 'x'), share(fit, 'Y')];
  const e = x + shareX * (width - sx * wide) - sx * left;
  const f = y + shareY * (height - sy * high) - sy * top;
  return { matrix: [sx, 0, 0, sy, e, f], view: [wide, high] };
}

const share = (fit: string, axis: 'x' | 'Y'): number =>
  fit.includes(`${axis}Min`) ? 0 : fit.includes(`${axis}Max`) ? 1 : 0.5;
