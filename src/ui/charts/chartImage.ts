import { hex } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';

/** What decides how a mark looks; written into the saved file, which has no style sheet. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'paint-order'
] as const;
const COLOURS = new Set<string>(['fill', 'stroke']);
const MARGIN = 16;

/** Any CSS colour as hex with alpha: other programs know neither light-dark() nor oklab(). */
function hexOf(colour: string, canvas: CanvasRenderingContext2D): string {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return `#${hex(new Uint8Array(canvas.getImageData(0, 0, 1, 1).data))}`;
}

function onePixel(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new AppError('chart-image-failed');
  return context;
}

/** The colour behind an element: that of the nearest ancestor which has one. */
function groundOf(element: Element): string {
  for (let each: Element | null = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour)) return colour;
  }
  return 'white';
}

/** The chart as a file of its own: looks written out, title above, ground in the page's colour. */
export function standaloneSvg(svg: SVGSVGElement, title: string): string {
  const pixel = onePixel();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [index, original] of originals.entries()) {
    const target = copies[index];
    if (!target) continue;
    const computed = getComputedStyle(original);
    for (const look of LOOKS) {
      const value = computed.getPropertyValue(look);
      const plain = !COLOURS.has(look) || value === 'none' || value.startsWith('url(');
      target.setAttribute(look, plain ? value.replaceAll('"', "'") : hexOf(value, pixel));
    }
    target.removeAttribute('class');
  }

  const { width, height } = svg.getBoundingClientRect();
  const head = 28;
  const page = getComputedStyle(svg);
  const namespace = 'http://www.w3.org/2000/svg';
  const outer = document.createElementNS(namespace, 'svg');
  const fullWidth = Math.ceil(width) + 2 * MARGIN;
  const fullHeight = Math.ceil(height) + 2 * MARGIN + head;
  outer.setAttribute('width', String(fullWidth));
  outer.setAttribute('height', String(fullHeight));
  outer.setAttribute('viewBox', `0 0 ${fullWidth} ${fullHeight}`);

  const ground = document.createElementNS(namespace, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', hexOf(groundOf(svg), pixel));
  const caption = document.createElementNS(namespace, 'text');
  caption.textContent = title;
  caption.setAttribute('x', String(MARGIN));
  caption.setAttribute('y', String(MARGIN + 12));
  caption.setAttribute('font-family', page.fontFamily.replaceAll('"', "'"));
  caption.setAttribute('font-size', '14');
  caption.setAttribute('font-weight', '600');
  caption.setAttribute('fill', hexOf(page.color, pixel));
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(MARGIN + head));
  outer.append(ground, caption, copy);
  return new XMLSerializer().serializeToString(outer);
}

/** The standalone chart as a PNG at twice its size on the page. */
export async function chartPng(svgText: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgText], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new AppError('chart-image-failed'))))
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
