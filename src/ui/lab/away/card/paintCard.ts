import { AppError } from '../../../../core/errors.ts';
import { CARD, type CardColour, type CardFont, type CardOp, type CardMeasure } from './cardOps.ts';

/** The page's name for each colour of a card. */
const TOKENS: Record<CardColour, string> = {
  bg: '--bg',
  ink: '--ink',
  soft: '--ink-soft',
  muted: '--ink-muted',
  line: '--hairline-strong',
  hairline: '--hairline',
  blank: '--cue-neutral',
  name: '--cue-country',
  picture: '--cue-picture',
  people: '--survey'
};

/** Colours and letters of the page around an element, as a canvas takes them. */
export interface CardLooks {
  colour: (colour: CardColour) => string;
  font: (font: CardFont) => string;
}

/** The looks of the theme that the page has now. */
export function looksOf(element: Element): CardLooks {
  const probe = document.createElement('span');
  element.append(probe);
  const read = (property: 'color' | 'fontFamily', token: string): string => {
    probe.style[property] = `var(${token})`;
    return getComputedStyle(probe)[property];
  };
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read('color', token)])
  );
  const families = {
    sans: read('fontFamily', '--font'),
    serif: read('fontFamily', '--font-display')
  };
  probe.remove();
  return {
    colour: (name) => colours[name] ?? 'black',
    // Titles are as heavy as on the page.
    font: ({ size, family, bold }) =>
      `${!bold ? 400 : family === 'serif' ? 500 : 600} ${size}px ${families[family]}`
  };
}

/** Measures text as the canvas will write it. */
export function measureWith({ font }: CardLooks): CardMeasure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new AppError('chart-image-failed');
  return (text, own) => {
    context.font = font(own);
    return context.measureText(text).width;
  };
}

/** Draws a card as a PNG. Rejects with `chart-image-failed` where the browser gives none. */
export async function paintCard(
  ops: readonly CardOp[],
  { colour, font }: CardLooks,
  pictures: readonly Blob[]
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = CARD.width;
  canvas.height = CARD.height;
  const context = canvas.getContext('2d');
  if (!context) throw new AppError('chart-image-failed');
  const images = await Promise.all(pictures.map((picture) => createImageBitmap(picture)));
  for (const op of ops) paint(context, op, { colour, font }, images);
  for (const image of images) image.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new AppError('chart-image-failed'))))
  );
}

function paint(
  context: CanvasRenderingContext2D,
  op: CardOp,
  { colour, font }: CardLooks,
  images: readonly ImageBitmap[]
): void {
  if (op.kind === 'picture') {
    const image = images[op.index];
    if (image) context.drawImage(image, op.x, op.y, op.width, op.height);
    context.strokeStyle = colour('hairline');
    context.lineWidth = 2;
    context.strokeRect(op.x, op.y, op.width, op.height);
    return;
  }
  context.fillStyle = context.strokeStyle = colour(op.colour);
  context.beginPath();
  switch (op.kind) {
    case 'rect':
      context.globalAlpha = op.alpha ?? 1;
      context.fillRect(op.x, op.y, op.width, op.height);
      context.globalAlpha = 1;
      break;
    case 'line':
      context.lineWidth = op.width;
      context.moveTo(...op.from);
      context.lineTo(...op.to);
      context.stroke();
      break;
    case 'shape':
      op.points.forEach(([x, y]) => context.lineTo(x, y));
      context.fill();
      break;
    case 'disc':
      context.arc(op.x, op.y, op.r, 0, 2 * Math.PI);
      context.fill();
      break;
    case 'ring':
      context.arc(op.x, op.y, op.r, 0, 2 * Math.PI);
      context.fillStyle = colour('bg');
      context.fill();
      context.lineWidth = 0.4 * op.r;
      context.stroke();
      break;
    case 'text':
      context.font = font(op.font);
      context.textAlign = op.align;
      context.fillText(op.text, op.x, op.y);
  }
}
