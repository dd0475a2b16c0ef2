/** A card's size in pixels, as link previews and messengers show pictures best. */
export const CARD = { width: 1200, height: 630, margin: 56 } as const;

/** Colours by role, as the page names them. */
export type CardColour =
  'bg' | 'ink' | 'soft' | 'muted' | 'line' | 'hairline' | 'blank' | 'name' | 'picture' | 'people';

export interface CardFont {
  size: number;
  family: 'sans' | 'serif';
  bold: boolean;
}

/** One line of text at its baseline. */
export interface TextOp {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  font: CardFont;
  colour: CardColour;
  align: 'left' | 'center' | 'right';
}

/** What is drawn, in the order in which it is drawn. */
export type CardOp =
  | TextOp
  | {
      kind: 'rect';
      x: number;
      y: number;
      width: number;
      height: number;
      colour: CardColour;
      alpha?: number;
    }
  | {
      kind: 'line';
      from: readonly [number, number];
      to: readonly [number, number];
      colour: CardColour;
      width: number;
    }
  | { kind: 'ring' | 'disc'; x: number; y: number; r: number; colour: CardColour }
  | { kind: 'shape'; points: readonly (readonly [number, number])[]; colour: CardColour }
  | {
      kind: 'picture';
      /** Place among the card's pictures. */ index: number;
      x: number;
      y: number;
      width: number;
      height: number;
    };

/** Width of a text in pixels. */
export type CardMeasure = (text: string, font: CardFont) => number;
