import type { Role } from '../../../charts/series.ts';
import { layLeaders, placeLetters } from '../../../rows/leaders.ts';
import type { PlotLayout, PlotMark } from '../../../rows/plotMarks.ts';
import type { CardColour, CardFont } from './cardOps.ts';
import { CardPen } from './cardPen.ts';

/** The page's plot, so much larger. */
const LARGER = 1.7;

const COLOURS: Partial<Record<Role, CardColour>> = {
  country: 'name',
  picture: 'picture',
  survey: 'people'
};
/** Whatever else is marked is something to measure from. */
const colourOf = (role: Role): CardColour => COLOURS[role] ?? 'blank';

interface PlotPlace {
  x: number;
  width: number;
  step: number;
}

/** The row's plot with the names of its marks above and the ends' words below. */
export function drawPlot(pen: CardPen, plot: PlotLayout, { x, width, step }: PlotPlace): void {
  const k = LARGER * Math.max(step, 0.7);
  const font: CardFont = { size: Math.max(18, Math.round(23 * step)), family: 'sans', bold: false };
  const at = (place: number) => x + place * width;
  const lettered = plot.marks.filter(({ letter }) => letter !== null);
  const named = plot.marks.filter(({ letter }) => letter === null);
  const letters = placeLetters(lettered.map((mark) => (mark.at * width) / k));
  const lines = (side: 'above' | 'below') =>
    Math.max(0, ...letters.map((each) => (each.side === side ? each.line + 1 : 0)));

  const lanes = drawNames(pen, named, { x, width, font });
  const axis = pen.y + 24 * k + lines('above') * font.size;
  for (const { mark, leader } of lanes) {
    const ends = { from: [leader, pen.y + 2], to: [at(mark.at), axis - 14 * k] } as const;
    pen.ops.push({ kind: 'line', ...ends, colour: 'line', width: 1.5 });
  }
  drawAxis(pen, plot, { at, axis, k });
  for (const mark of plot.marks) {
    if (mark.id === 'zero') drawArrow(pen, plot.arrow, { at, axis, k });
    const lane = { above: -9, below: 9, axis: 0, across: 0 }[mark.lane];
    drawMark(pen, mark, { x: at(mark.at), y: axis + lane * k, k });
  }
  lettered.forEach(({ at: place, letter }, index) => {
    const { side, line } = letters[index] ?? { side: 'above', line: 0 };
    const y =
      side === 'above'
        ? axis - 13 * k - line * font.size
        : axis + 13 * k + (line + 0.8) * font.size;
    pen.line(letter ?? '', { ...font, bold: true }, 'picture', {
      x: at(place),
      y,
      align: 'center'
    });
  });
  pen.y = axis + 18 * k + lines('below') * font.size;
  drawEnds(pen, plot.ends, { x: x - 12, width: width + 24, font });
}

function drawNames(
  pen: CardPen,
  named: readonly PlotMark[],
  { x, width, font }: { x: number; width: number; font: CardFont }
): { mark: PlotMark; leader: number }[] {
  if (named.length === 0) return [];
  const fontOf = ({ strong }: PlotMark) => ({ ...font, bold: strong });
  const placed = layLeaders(
    named.map((mark) => ({ at: mark.at * width, width: pen.measure(mark.name, fontOf(mark)) + 8 })),
    width
  );
  const { y } = pen.step(font, 1.2);
  return named.map((mark, index) => {
    const leader = x + (placed[index]?.x ?? 0);
    const colour = colourOf(mark.role);
    pen.line(mark.name, fontOf(mark), colour, { x: leader, y, align: 'center' });
    return { mark, leader };
  });
}

interface Frame {
  at: (place: number) => number;
  axis: number;
  k: number;
}

function drawAxis(pen: CardPen, { ticks, band }: PlotLayout, { at, axis, k }: Frame): void {
  const line = (from: readonly [number, number], to: readonly [number, number]) =>
    pen.ops.push({ kind: 'line', from, to, colour: 'line', width: 1.5 });
  line([at(0), axis], [at(1), axis]);
  for (const tick of ticks) line([at(tick), axis - 4 * k], [at(tick), axis + 4 * k]);
  if (!band) return;
  const [low, high] = [at(band[0]), at(band[1])];
  const box = { x: low, y: axis - 7 * k, width: high - low, height: 14 * k } as const;
  pen.ops.push({ kind: 'rect', ...box, colour: 'blank', alpha: 0.22 });
  for (const end of [low, high]) {
    const ends = { from: [end, box.y], to: [end, box.y + box.height] } as const;
    pen.ops.push({ kind: 'line', ...ends, colour: 'blank', width: 2 * k });
  }
}

function drawArrow(pen: CardPen, arrow: PlotLayout['arrow'], { at, axis, k }: Frame): void {
  if (!arrow) return;
  const colour = colourOf(arrow.role);
  const [from, to] = [at(arrow.from), at(arrow.to)];
  pen.ops.push({ kind: 'line', from: [from, axis], to: [to, axis], colour, width: 3 * k });
  if (!arrow.head) return;
  const way = to > from ? -1 : 1;
  const [tip, back] = [to + way * 12 * k, to + way * 20 * k];
  const points = [
    [tip, axis],
    [back, axis - 5.5 * k],
    [back, axis + 5.5 * k]
  ] as const;
  pen.ops.push({ kind: 'shape', points, colour });
}

function drawMark(
  pen: CardPen,
  { role, lane, letter }: PlotMark,
  { x, y, k }: { x: number; y: number; k: number }
): void {
  const colour = colourOf(role);
  const small = lane !== 'axis' || letter !== null;
  const diamond = (r: number) =>
    [
      [x, y - r],
      [x + r, y],
      [x, y + r],
      [x - r, y]
    ] as const;
  const box = (r: number) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r });
  if (role === 'survey') {
    pen.ops.push({
      kind: 'rect',
      x: x - 2 * k,
      y: y - 16 * k,
      width: 4 * k,
      height: 32 * k,
      colour
    });
  } else if (role === 'picture') {
    const r = (small ? 7.5 : 10) * k;
    pen.ops.push({ kind: 'shape', points: diamond(r + 2 * k), colour: 'bg' });
    pen.ops.push({ kind: 'shape', points: diamond(r), colour });
  } else if (role === 'country') {
    const r = (small ? 4.5 : 7.5) * k;
    pen.ops.push(
      { kind: 'rect', ...box(r + k), colour: 'bg' },
      { kind: 'rect', ...box(r), colour }
    );
  } else if (role === 'neutral') {
    pen.ops.push({ kind: 'disc', x, y, r: (small ? 6 : 7.5) * k, colour: 'bg' });
    pen.ops.push({ kind: 'disc', x, y, r: (small ? 5 : 6.5) * k, colour });
  } else {
    pen.ops.push({ kind: 'ring', x, y, r: 6.5 * k, colour });
  }
}

/** Both ends' words, each in its half. */
function drawEnds(
  pen: CardPen,
  [first, last]: PlotLayout['ends'],
  { x, width, font }: { x: number; width: number; font: CardFont }
): void {
  const half = (width - 24) / 2;
  const left = new CardPen(pen.measure, { x, y: pen.y, width: half });
  const right = new CardPen(pen.measure, { x: x + width - half, y: pen.y, width: half });
  left.text(first, font, 'soft', 1.2);
  right.text(last, font, 'soft', 1.2, 'right');
  pen.ops.push(...left.ops, ...right.ops);
  pen.y = Math.max(left.y, right.y);
}
