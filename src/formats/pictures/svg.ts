import type { PictureHeader } from './imageKinds.ts';
import { svgText } from './svg/svgText.ts';

/** Comments and licences may stand before the opening tag. */
const SEARCHED = 64 * 1024;

function opening(bytes: Uint8Array): string | null {
  const text = svgText(bytes.subarray(0, SEARCHED)).trimStart();
  if (!/^<(\?xml|!--|!DOCTYPE\s+(?:\w+:)?svg|(?:\w+:)?svg[\s>])/i.test(text)) return null;
  const start = text.search(/<(?:\w+:)?svg[\s>]/);
  return start === -1 ? null : text.slice(start);
}

export function looksLikeSvg(bytes: Uint8Array): boolean {
  return opening(bytes) !== null;
}

/** SVG 2, section 8: sizes in pixels; else the view box; else none. */
export function readSvg(bytes: Uint8Array): PictureHeader {
  const fromTag = opening(bytes) ?? '';
  const tag = fromTag.slice(0, fromTag.indexOf('>') + 1);
  if (tag === '') throw new RangeError();
  const attribute = (name: string): string | undefined =>
    new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
  const pixels = (name: string): number | null => {
    const match = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(attribute(name) ?? '');
    return match ? Number(match[1]) : null;
  };
  const [, , boxWidth, boxHeight] = (attribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return {
    format: 'svg',
    width: pixels('width') ?? (boxWidth || null),
    height: pixels('height') ?? (boxHeight || null),
    animated: false,
    colour: 'usual',
    orientation: 1,
    passes: 1,
    // Told when the whole of it is read (svg/checkSvg.ts).
    complete: true
  };
}
