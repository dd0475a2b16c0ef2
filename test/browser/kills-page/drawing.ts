/** One thing that the page has drawn: a key and what stood there. */
export type Drawn = readonly [key: string, value: string];

declare global {
  interface Window {
    /** Bound by whoever kills (scripts/kills/rounds.mjs): hears of everything that was drawn. */
    report?: (drawn: Drawn) => void;
  }
}

/** Draws, and only then tells that it was drawn. */
export function draw(key: string, value: string): void {
  const line = document.createElement('p');
  line.textContent = `${key}: ${value}`;
  document.body.append(line);
  window.report?.([key, value]);
}
