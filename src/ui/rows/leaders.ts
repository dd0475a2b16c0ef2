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

/** Names are laid out for so much of a plot that has a page's width to itself: no paper is narrower. */
export const PAGE_WIDE = 600;
/** From one line of names to the next, in pixels. */
export const NAME_LINE = 18;
/** Height of a leader of the lowest line of names; the letters stand between these heights above its top. */
const LEADER = 19;
const LETTERS = [1, 16] as const;
/** So many ways of spreading names over lines are tried, and not more. */
const MOST_WAYS = 243;

interface Name {
  /** Place of its mark. */
  at: number;
  width: number;
}

/**
 * Where the names of marks stand so that none overlaps another: each as near as can be to its mark, in
 * the marks' order, inside the plot. What one line cannot hold is spread over as few as can be, so that
 * leaders cross as few names and other leaders as can be.
 * @param names widths and the marks' places, in pixels as `width`; the answer keeps their order
 */
export function layLeaders(names: readonly Name[], width: number, mostLanes = 1): Leader[] {
  const sorted = names.map((name, index) => ({ ...name, index })).sort((a, b) => a.at - b.at);
  const placed = leastCrossing(sorted, width, mostLanes);
  const answer: Leader[] = [];
  sorted.forEach(({ index }, k) => (answer[index] = placed[k] ?? { x: 0, lane: 0 }));
  return answer;
}

function leastCrossing(sorted: readonly Name[], width: number, mostLanes: number): Leader[] {
  let best: { placed: Leader[]; crossings: number; shift: number } | null = null;
  for (let lanes = 1; lanes <= mostLanes && best?.crossings !== 0; lanes++) {
    const turns = inTurns(lanes, sorted.length);
    for (const way of [turns, ...waysOver(lanes, sorted.length)]) {
      if (!lanesOf(sorted, way).every((lane) => roomFor(lane) <= width + 2 * OUTSIDE)) continue;
      const placed = spread(sorted, way, width);
      const crossings = crossingsOf(sorted, placed);
      const shift = placed.reduce((sum, { x }, k) => sum + Math.abs(x - (sorted[k]?.at ?? 0)), 0);
      if (
        !best ||
        crossings < best.crossings ||
        (crossings === best.crossings && shift < best.shift)
      )
        best = { placed, crossings, shift };
      if (way === turns && crossings === 0) break;
    }
  }
  // Nothing has room enough: as well as can be.
  return best?.placed ?? spread(sorted, inTurns(mostLanes, sorted.length), width);
}

function inTurns(lanes: number, names: number): number[] {
  return Array.from({ length: names }, (_, k) => k % lanes);
}

/** Every way to spread so many names over all of the lanes; none where there are too many. */
function waysOver(lanes: number, names: number): number[][] {
  const count = lanes ** names;
  if (lanes === 1 || count > MOST_WAYS) return [];
  return Array.from({ length: count }, (_, way) =>
    Array.from({ length: names }, (_, k) => Math.floor(way / lanes ** k) % lanes)
  ).filter((way) => new Set(way).size === lanes);
}

/** The names of each lane, with their places in the order of all. */
function lanesOf<T extends Name>(sorted: readonly T[], lanes: readonly number[]) {
  return [...new Set(lanes)].map((lane) =>
    sorted.flatMap((name, k) => (lanes[k] === lane ? [{ ...name, k, lane }] : []))
  );
}

function spread(sorted: readonly Name[], lanes: readonly number[], width: number): Leader[] {
  const placed: Leader[] = [];
  for (const row of lanesOf(sorted, lanes)) {
    pushApart(row, width).forEach((x, m) => {
      const { k, lane } = row[m] ?? { k: 0, lane: 0 };
      placed[k] = { x, lane };
    });
  }
  return placed;
}

/** How often a leader crosses a name in a line below its own, or the leader of such a name. */
function crossingsOf(sorted: readonly Name[], placed: readonly Leader[]): number {
  let crossings = 0;
  sorted.forEach(({ at }, k) => {
    const upper = placed[k] ?? { x: at, lane: 0 };
    const top = LEADER + upper.lane * NAME_LINE;
    const atHeight = (height: number) => at + (upper.x - at) * Math.min(1, height / top);
    sorted.forEach((other, m) => {
      const lower = placed[m];
      if (!lower || lower.lane >= upper.lane) return;
      const foot = LEADER + lower.lane * NAME_LINE;
      const [low, high] = LETTERS.map((height) => atHeight(foot + height)) as [number, number];
      const overName =
        Math.min(low, high) < lower.x + other.width / 2 &&
        Math.max(low, high) > lower.x - other.width / 2;
      const overLeader = (at - other.at) * (atHeight(foot) - lower.x) < 0;
      crossings += Number(overName) + Number(overLeader);
    });
  });
  return crossings;
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
