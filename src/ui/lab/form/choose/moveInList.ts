/** Where an option lies on the page. */
export interface ListPlace {
  x: number;
  y: number;
}

/**
 * Where a key leads among options that lie in rows (a list has one a row, thumbnails several).
 * @param at place of the active option, -1 for none
 * @param towards the option that ArrowRight leads to in the line of reading: 1, right to left -1
 * @returns null for keys that do not move
 */
export function moveInList(
  places: readonly ListPlace[],
  at: number,
  key: string,
  towards: 1 | -1
): number | null {
  const last = places.length - 1;
  const here = places[at];
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = key === 'ArrowRight' ? towards : -towards;
      return Math.min(Math.max(at + step, 0), last);
    }
    case 'ArrowDown':
      return here ? otherRow(places, here, 1, at) : 0;
    case 'ArrowUp':
      return here ? otherRow(places, here, -1, at) : last;
    default:
      return null;
  }
}

/** The option nearest below or above, in the next row. */
function otherRow(places: readonly ListPlace[], here: ListPlace, side: 1 | -1, at: number): number {
  const beyond = places.filter(({ y }) => (y - here.y) * side > 1);
  const row = beyond.reduce((near, { y }) => Math.min(near, (y - here.y) * side), Infinity);
  let best = at;
  let distance = Infinity;
  places.forEach(({ x, y }, k) => {
    if (Math.abs((y - here.y) * side - row) > 1) return;
    if (Math.abs(x - here.x) < distance) {
      distance = Math.abs(x - here.x);
      best = k;
    }
  });
  return best;
}
