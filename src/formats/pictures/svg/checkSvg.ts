import { cleanSvg } from './cleanSvg.ts';
import { countCopies } from './copies.ts';
import { PaintPrice } from './paintPrice.ts';
import { PRICE } from './prices.ts';
import { readXml } from './readXml.ts';
import { writeSvg } from './writeSvg.ts';

/** What drawing may cost by the table of prices, in nanoseconds. */
const BUDGET = 400e6;

export interface CheckedSvg {
  /** The drawing anew, made of nothing but what was counted: this is what may be drawn. */
  svg: string;
  /** Nanoseconds that drawing it takes by the table of prices. */
  price: number;
  /** Pieces of text and elements that were looked at. */
  steps: number;
}

/**
 * Counts what a browser would do to draw an SVG, and refuses what is too much, before any browser
 * sees it. It takes one pass over the text and one over the elements, each as often as the budget
 * lets it be painted; deep nesting, entities that grow, and circles are refused.
 * @throws SvgRefusal, and nothing else
 */
export function checkSvg(text: string): CheckedSvg {
  const { root: xml, elements, steps } = readXml(text);
  const clean = cleanSvg(xml);
  const price = new PaintPrice(clean, BUDGET);
  price.spend(PRICE.character * text.length + PRICE.element * elements);
  price.spend(PRICE.rule * clean.rules.length * elements);
  price.spend(PRICE.copy * countCopies(clean));
  price.paint(clean.root);
  return { svg: writeSvg(clean), price: price.spent, steps: steps + elements + price.steps };
}
