import type { SvgNode } from './cleanSvg.ts';
import { lengthOf, numbersIn } from './numbers.ts';
import type { Corners } from './transform.ts';

/** What drawing a shape depends on, in its own units. */
export interface Outline {
  /** Around all of its points and control points. */
  box: Corners;
  /** Straight pieces, those that curves are cut into among them. */
  segments: number;
  /** Where markers stand. */
  vertices: number;
  /** Of all pieces together, at most. */
  length: number;
}

/** A curve or an arc is drawn as so many straight pieces, about. */
const CURVE = 4;

/** What a shape's attributes say; null for an element that is no shape. Percentages are of `view`. */
export function outlineOf(
  { name, attributes }: SvgNode,
  view: readonly [number, number]
): Outline | null {
  const [wide, high] = view;
  const diagonal = Math.hypot(wide, high) / Math.SQRT2;
  const x = (key: string) => lengthOf(attributes.get(key), wide) ?? 0;
  const y = (key: string) => lengthOf(attributes.get(key), high) ?? 0;
  switch (name) {
    case 'rect': {
      const [left, top, width, height] = [x('x'), y('y'), x('width'), y('height')];
      const round = attributes.has('rx') || attributes.has('ry');
      return boxed([left, top, left + width, top + height], round ? 4 + 4 * CURVE : 4);
    }
    case 'circle':
    case 'ellipse': {
      const r = lengthOf(attributes.get('r'), diagonal) ?? 0;
      const [rx, ry] = name === 'circle' ? [r, r] : [x('rx') || y('ry'), y('ry') || x('rx')];
      const [cx, cy] = [x('cx'), y('cy')];
      return boxed([cx - rx, cy - ry, cx + rx, cy + ry], 4 * CURVE);
    }
    case 'line':
      return ofPoints([x('x1'), y('y1'), x('x2'), y('y2')]);
    case 'polyline':
    case 'polygon':
      return ofPoints(numbersIn(attributes.get('points') ?? ''));
    case 'path':
      return ofPath(attributes.get('d') ?? '');
    default:
      return null;
  }
}

function boxed(box: Corners, segments: number): Outline {
  const length = 2 * (Math.abs(box[2] - box[0]) + Math.abs(box[3] - box[1]));
  return { box, segments, vertices: 0, length };
}

function ofPoints(numbers: readonly number[]): Outline {
  const trace = new Trace();
  for (let at = 0; at + 1 < numbers.length; at += 2)
    trace.to(numbers[at] ?? 0, numbers[at + 1] ?? 0, 1);
  return trace.outline();
}

/** Follows a pen. */
class Trace {
  x = 0;
  y = 0;
  #started = false;
  #box: [number, number, number, number] = [0, 0, 0, 0];
  #segments = 0;
  #vertices = 0;
  #length = 0;

  /** A control point: within the outline's box, and the way to it counts. */
  by(x: number, y: number): void {
    this.#reach(x, y);
    [this.x, this.y] = [x, y];
  }

  /** The end of a piece that is drawn as so many straight ones. */
  to(x: number, y: number, pieces: number): void {
    this.by(x, y);
    this.#segments += pieces;
    this.#vertices += 1;
  }

  outline(): Outline {
    // It is closed to be filled.
    const [x0, y0, x1, y1] = this.#box;
    const length = this.#length + Math.hypot(x1 - x0, y1 - y0);
    return { box: this.#box, segments: this.#segments + 1, vertices: this.#vertices, length };
  }

  #reach(x: number, y: number): void {
    if (!this.#started) this.#box = [x, y, x, y];
    else {
      const [x0, y0, x1, y1] = this.#box;
      this.#box = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
      this.#length += Math.hypot(x - this.x, y - this.y);
    }
    this.#started = true;
  }
}

/** How many numbers a command of a path takes, and how many straight pieces one of it makes. */
const COMMANDS: Record<string, readonly [numbers: number, pieces: number]> = {
  m: [2, 1],
  l: [2, 1],
  h: [1, 1],
  v: [1, 1],
  c: [6, CURVE],
  s: [4, CURVE],
  q: [4, CURVE],
  t: [2, CURVE],
  a: [7, 2 * CURVE],
  z: [0, 1]
};
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;

/** SVG 1.1, 8.3. A path that breaks off is drawn up to there: what follows is counted too much at most. */
function ofPath(d: string): Outline {
  const trace = new Trace();
  let command = '';
  let start: [number, number] = [0, 0];
  let numbers: number[] = [];
  for (let at = 0; at < d.length;) {
    const letter = d.charAt(at);
    const [needed, pieces] = COMMANDS[command.toLowerCase()] ?? [0, 0];
    // The two flags of an arc need nothing between them and what follows.
    const isFlag = needed === 7 && (numbers.length === 3 || numbers.length === 4);
    NUMBER.lastIndex = at;
    const number = isFlag && /[01]/.test(letter) ? letter : NUMBER.exec(d)?.[0];
    at += number?.length ?? 1;
    if (number === undefined) {
      if (!COMMANDS[letter.toLowerCase()]) continue;
      command = letter;
      numbers = [];
      if (letter === 'z' || letter === 'Z') trace.to(start[0], start[1], 1);
      continue;
    }
    if (needed === 0) continue;
    numbers.push(Number(number));
    if (numbers.length < needed) continue;
    step(trace, command, numbers, pieces);
    if (command === 'm' || command === 'M') {
      start = [trace.x, trace.y];
      command = command === 'm' ? 'l' : 'L';
    }
    numbers = [];
  }
  return trace.outline();
}

function step(trace: Trace, command: string, numbers: readonly number[], pieces: number): void {
  const kind = command.toLowerCase();
  const [ox, oy] = command === kind ? [trace.x, trace.y] : [0, 0];
  const [first = 0] = numbers;
  if (kind === 'h') return trace.to(ox + first, trace.y, pieces);
  if (kind === 'v') return trace.to(trace.x, oy + first, pieces);
  if (kind === 'a') {
    const [rx = 0, ry = 0, , , , dx = 0, dy = 0] = numbers;
    // An arc may bulge by its diameter, which grows where the ends lie farther apart than that.
    const bulge =
      2 * Math.max(Math.abs(rx), Math.abs(ry)) + Math.hypot(ox + dx - trace.x, oy + dy - trace.y);
    const { x, y } = trace;
    trace.by(x + bulge, y + bulge);
    trace.by(x - bulge, y - bulge);
    return trace.to(ox + dx, oy + dy, pieces);
  }
  for (let at = 0; at + 3 < numbers.length; at += 2)
    trace.by(ox + (numbers[at] ?? 0), oy + (numbers[at + 1] ?? 0));
  trace.to(ox + (numbers.at(-2) ?? 0), oy + (numbers.at(-1) ?? 0), pieces);
}
