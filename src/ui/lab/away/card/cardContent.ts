import type { PlotLayout } from '../../../rows/plotMarks.ts';
import type { MovementLine } from '../../../rows/movement.ts';
import type { Piece } from './wrapWords.ts';

/** One question's answer as a card tells it. */
export interface CardRow {
  plot: PlotLayout;
  sentence: readonly Piece[];
  moved: readonly MovementLine[];
  /** The unit of the numbers: "% of the scale". */
  unit: string;
}

export interface CardPicture {
  width: number;
  height: number;
  letter: string | null;
}

/** All that a card says; what it looks like is `layoutCard`'s. */
export interface CardContent {
  brand: string;
  date: string;
  /** The verdict, or the question. */
  title: string;
  /** What may be said of the run; empty on a question's card. */
  badges: readonly { label: string; main: string; note: string }[];
  row: CardRow | null;
  /** What was shown to whom, asked how, and next to whom. */
  caption: string;
  /** That it was measured on a model. */
  honest: string;
  /** The pictures on it, with their letters where they are several; empty where none is wanted. */
  pictures: readonly CardPicture[];
  /** The card in words, for those who do not see it. */
  alt: string;
}
