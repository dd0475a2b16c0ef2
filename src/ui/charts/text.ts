/** Width of a text in pixels. */
export type Measure = (text: string) => number;

const measures = new Map<number, Measure>();

/**
 * Measures with the page's own font; without a canvas by the mean width of a letter. Made once per
 * size: asking the page for its font for every chart would lay it out anew each time.
 */
export function measureAt(size: number): Measure {
  let measure = measures.get(size);
  if (!measure) measures.set(size, (measure = newMeasure(size)));
  return measure;
}

function newMeasure(size: number): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * size * 0.54;
  context.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}

/** Breaks a text at spaces into at most `maxLines` lines of `width`; what is over ends in "…". */
export function wrapText(
  text: string,
  width: number,
  measure: Measure,
  maxLines: number
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width || line === '') {
      line = longer;
    } else if (lines.length === maxLines - 1) {
      line = `${line} ${words.slice(index).join(' ')}`;
      break;
    } else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.map((each) => shorten(each, width, measure));
}

/** The text, or as much of its start as fits with an ellipsis. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end).trimEnd()}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
