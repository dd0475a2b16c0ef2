import type { CardColour, CardFont, CardOp, CardMeasure, TextOp } from './cardOps.ts';
import { balancedWidth, wrapPieces, type Piece } from './wrapWords.ts';

/** Where in its line the baseline stands, as a part of the letters' size. */
const BASELINE = 0.8;

/** Writes one thing below another within a column; what is drawn collects in `ops`. */
export class CardPen {
  readonly ops: CardOp[] = [];
  readonly x: number;
  readonly width: number;
  readonly measure: CardMeasure;
  /** Lower edge of what stands there. */
  y: number;

  constructor(measure: CardMeasure, { x, y, width }: { x: number; y: number; width: number }) {
    this.measure = measure;
    this.x = x;
    this.y = y;
    this.width = width;
  }

  skip(height: number): void {
    this.y += height;
  }

  /** One more line; its baseline. */
  step({ size }: CardFont, leading: number): { y: number } {
    const y = this.y + (size * (leading - 1)) / 2 + size * BASELINE;
    this.y += size * leading;
    return { y };
  }

  /** A line of text where it is told to stand. */
  line(
    text: string,
    font: CardFont,
    colour: CardColour,
    at: { x: number; y: number; align?: TextOp['align'] }
  ): void {
    if (text !== '') this.ops.push({ kind: 'text', text, font, colour, align: 'left', ...at });
  }

  /** Wrapped text. */
  text(
    text: string,
    font: CardFont,
    colour: CardColour,
    leading: number,
    align: TextOp['align'] = 'left'
  ): void {
    this.pieces([{ text, strong: false }], font, colour, leading, align);
  }

  /** Wrapped text in lines of about the same width. */
  balanced(text: string, font: CardFont, colour: CardColour, leading: number): void {
    const { x, y, measure } = this;
    const width = balancedWidth(text, this.width, font, measure);
    const column = new CardPen(measure, { x, y, width });
    column.text(text, font, colour, leading);
    this.ops.push(...column.ops);
    this.y = column.y;
  }

  /** Wrapped text, some of it bold and in the colour of ink; only what stands left may be. */
  pieces(
    pieces: readonly Piece[],
    font: CardFont,
    colour: CardColour,
    leading: number,
    align: TextOp['align'] = 'left'
  ): void {
    const start = { left: 0, center: this.width / 2, right: this.width }[align];
    for (const line of wrapPieces(pieces, this.width, font, this.measure)) {
      const { y } = this.step(font, leading);
      let x = this.x + start;
      for (const { text, strong } of line) {
        const own = { ...font, bold: font.bold || strong };
        this.line(text, own, strong ? 'ink' : colour, { x, y, align });
        x += this.measure(text, own);
      }
    }
  }

  /** A line across the column, `above` pixels below what stands there. */
  rule(above: number, colour: CardColour, width: number): void {
    const y = this.y + above;
    const ends = { from: [this.x, y], to: [this.x + this.width, y] } as const;
    this.ops.push({ kind: 'line', ...ends, colour, width });
  }

  /** All of it, lower by so much. */
  moved(by: number): CardOp[] {
    return this.ops.map((op) => {
      switch (op.kind) {
        case 'line':
          return { ...op, from: [op.from[0], op.from[1] + by], to: [op.to[0], op.to[1] + by] };
        case 'shape':
          return { ...op, points: op.points.map(([x, y]) => [x, y + by] as const) };
        default:
          return { ...op, y: op.y + by };
      }
    });
  }
}
