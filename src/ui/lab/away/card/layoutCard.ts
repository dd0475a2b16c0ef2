import type { CardContent } from './cardContent.ts';
import { CARD, type CardFont, type CardOp, type CardMeasure } from './cardOps.ts';
import { CardPen } from './cardPen.ts';
import { drawPlot } from './drawPlot.ts';
import { placePictures } from './placePictures.ts';

/** From the largest letters down: the first in which all of it has room is taken. */
const STEPS = [1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55, 0.5];
/** Smaller letters cannot be read where cards are shown at half their size. */
const LEAST = 18;

const { width, height, margin } = CARD;
const INNER = width - 2 * margin;
const HEAD = 104;
const GAP = 40;
const PICTURE = 300;

/** A card as what is drawn; nothing of it lies outside, however long its words. */
export function layoutCard(content: CardContent, measure: CardMeasure): CardOp[] {
  const foot = footOf(content, measure);
  const room = { top: HEAD + 20, bottom: foot.top - 24 };
  const pictures = placePictures(content.pictures, { x: margin, width: PICTURE, ...room });
  const x = pictures.length > 0 ? margin + PICTURE + GAP : margin;
  const bodies = STEPS.map((step) => () => bodyOf(content, { x, step, ...room }, measure));
  let body = bodyOf(content, { x, step: 1, ...room }, measure);
  for (const next of bodies) {
    body = next();
    if (body.bottom <= room.bottom) break;
  }
  // Short words stand in the middle of their room, beside the picture.
  const lift = Math.max(0, room.bottom - body.bottom) / 2;
  return [
    { kind: 'rect', x: 0, y: 0, width, height, colour: 'bg' },
    ...headOf(content, measure),
    ...pictures,
    ...body.pen.moved(lift),
    ...foot.ops
  ];
}

const font = (size: number, family: CardFont['family'] = 'sans', bold = false): CardFont => ({
  size: Math.max(LEAST, Math.round(size)),
  ...{ family, bold }
});

function headOf({ brand, date }: CardContent, measure: CardMeasure): CardOp[] {
  const pen = new CardPen(measure, { x: margin, y: 0, width: INNER });
  pen.ops.push(
    { kind: 'rect', x: margin, y: 56, width: 8, height: 18, colour: 'blank' },
    { kind: 'rect', x: margin + 12, y: 46, width: 8, height: 28, colour: 'picture' },
    { kind: 'rect', x: margin + 24, y: 62, width: 8, height: 12, colour: 'name' }
  );
  pen.line(brand, font(30, 'serif', true), 'ink', { x: margin + 46, y: 73 });
  pen.line(date, font(22), 'muted', { x: width - margin, y: 72, align: 'right' });
  pen.rule(HEAD - 8, 'hairline', 1);
  return pen.ops;
}

function footOf({ caption, honest }: CardContent, measure: CardMeasure) {
  const pen = new CardPen(measure, { x: margin, y: 0, width: INNER });
  pen.rule(0, 'hairline', 1);
  pen.skip(14);
  pen.text(caption, font(21), 'soft', 1.3);
  pen.text(honest, font(21, 'sans', true), 'ink', 1.35);
  const top = height - 36 - pen.y;
  return { top, ops: pen.moved(top) };
}

interface Place {
  x: number;
  top: number;
  step: number;
}

function bodyOf(content: CardContent, { x, top, step }: Place, measure: CardMeasure) {
  const pen = new CardPen(measure, { x, y: top, width: width - margin - x });
  const titleSize = content.row ? 42 : 54;
  pen.balanced(content.title, font(titleSize * step, 'serif', true), 'ink', 1.14);
  if (content.row) drawRow(pen, content.row, step);
  else drawBadges(pen, content.badges, step);
  return { pen, bottom: pen.y };
}

function drawRow(pen: CardPen, row: NonNullable<CardContent['row']>, step: number): void {
  pen.skip(20 * step);
  const side = 150;
  const start = pen.y;
  drawPlot(pen, row.plot, { x: pen.x + 16, width: pen.width - side - 40, step });
  const below = pen.y;
  drawMoved(pen, row, { start, side, step });
  pen.y = Math.max(below, pen.y);
  pen.skip(18 * step);
  pen.pieces(row.sentence, font(26 * step), 'soft', 1.35);
}

function drawMoved(
  pen: CardPen,
  { moved, unit }: NonNullable<CardContent['row']>,
  { start, side, step }: { start: number; side: number; step: number }
): void {
  const several = moved.length > 1;
  const number = font((several ? 30 : 52) * step, 'sans', true);
  const right = pen.x + pen.width;
  pen.y = start + (several ? 0 : 34 * step);
  for (const { letter, number: text, arrow, counts } of moved) {
    const { y } = pen.step(number, 1.2);
    const colour = counts ? 'ink' : 'muted';
    const parts = [letter, arrow === 'first' ? '←' : '', text, arrow === 'last' ? '→' : ''];
    const said = parts.filter((part) => part).join(' ');
    pen.line(said, number, colour, { x: right, y, align: 'right' });
  }
  const narrow = new CardPen(pen.measure, { x: right - side, y: pen.y, width: side });
  narrow.text(unit, font(20 * step), 'muted', 1.25, 'right');
  pen.ops.push(...narrow.ops);
  pen.y = narrow.y;
}

function drawBadges(pen: CardPen, badges: CardContent['badges'], step: number): void {
  if (badges.length === 0) return;
  pen.skip(36 * step);
  const gap = 28;
  const each = (pen.width - gap * (badges.length - 1)) / badges.length;
  const start = pen.y;
  const columns = badges.map(({ label, main, note }, k) => {
    const column = new CardPen(pen.measure, { x: pen.x + k * (each + gap), y: start, width: each });
    column.rule(0, 'line', 3);
    column.skip(14 * step);
    column.text(label, font(23 * step), 'soft', 1.25);
    column.skip(4 * step);
    column.text(main, font(34 * step, 'sans', true), 'ink', 1.2);
    column.text(note, font(22 * step), 'muted', 1.25);
    return column;
  });
  pen.ops.push(...columns.flatMap(({ ops }) => ops));
  pen.y = Math.max(...columns.map(({ y }) => y));
}
