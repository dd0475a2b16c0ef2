/** Least room between two names. */
const GAP = 7;
/** How far names may reach past the plot's ends: as far as the words below the axis do. */
const OUTSIDE = 8;

export interface Leader {
  /** Centre of the name, in the unit of the plot's width. */
  x: number;
  /** Line of names that it stands in, the lowest first; all in 0 where they fit. */
  lane: number;
}

/**
 * Where the names of marks stand so that none overlaps another: each as near as can be to its mark, in
 * the marks' order, inside the plot. What one line cannot hold takes turns on several.
 * @param names widths and the marks' places, in the unit of `width`; the answer keeps their order
 */
export function layLeaders(
  names: readonly { at: number; width: number }[],
  width: number,
  mostLanes = 1
): Leader[] {
  const sorted = names.map((name, index) => ({ ...name, index })).sort((a, b) => a.at - b.at);
  for (let lanes = 1; ; lanes++) {
    const rows = Array.from({ length: lanes }, (_, lane) =>
      sorted.filter((_, k) => k % lanes === lane)
    );
    if (lanes < mostLanes && !rows.every((row) => roomFor(row) <= width + 2 * OUTSIDE)) continue;
    const placed: Leader[] = [];
    rows.forEach((row, lane) => {
      pushApart(row, width).forEach((x, k) => {
        placed[row[k]?.index ?? 0] = { x, lane };
      });
    });
    return placed;
  }
}

function roomFor(row: readonly { width: number }[]): number {
  return row.reduce((sum, { width }) => sum + width, 0) + GAP * (row.length - 1);
}

/** Least squares under the order and the least distances: pools of names that touch share their shift. */
function pushApart(row: readonly { at: number; width: number }[], width: number): number[] {
  let offset = 0;
  const offsets = row.map((name, k) => {
    const before = row[k - 1];
    if (before) offset += (before.width + name.width) / 2 + GAP;
    return offset;
  });
  const pools: { sum: number; count: number }[] = [];
  row.forEach(({ at }, k) => {
    pools.push({ sum: at - (offsets[k] ?? 0), count: 1 });
    for (;;) {
      const [before, last] = pools.slice(-2);
      if (!before || !last || before.sum / before.count <= last.sum / last.count) return;
      pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  const least = -OUTSIDE + (row[0]?.width ?? 0) / 2;
  const most = width + OUTSIDE - (row.at(-1)?.width ?? 0) / 2 - offset;
  return pools
    .flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
    .map((start, k) => Math.max(least, Math.min(start, most)) + (offsets[k] ?? 0));
}

/** Letters nearer than this to one another do not stand in one line. */
const LETTER = 14;

/** On which side of the axis a letter stands, and how many lines away from it. */
export interface LetterPlace {
  side: 'above' | 'below';
  line: number;
}

/** Letters stand above their marks; one too near to the one before it goes below, then a line farther. */
export function placeLetters(places: readonly number[]): LetterPlace[] {
  const last = new Map<string, number>();
  const order = places.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  const placed: LetterPlace[] = [];
  for (const { at, index } of order) {
    for (let turn = 0; ; turn++) {
      const place = {
        side: turn % 2 === 0 ? 'above' : 'below',
        line: Math.floor(turn / 2)
      } as const;
      const key = `${place.side} ${place.line}`;
      if (at - (last.get(key) ?? -Infinity) < LETTER) continue;
      last.set(key, at);
      placed[index] = place;
      break;
    }
  }
  return placed;
}
