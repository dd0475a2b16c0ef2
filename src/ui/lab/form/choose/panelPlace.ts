/** Room between a panel and the window's edges, and between it and its button, px. */
const EDGE = 8;
const GAP = 4;
/** A panel that has this much room below its button stays below. */
const ENOUGH = 320;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PanelPlace {
  left: number;
  width: number;
  maxHeight: number;
  /** Distance of the panel's edge from that of the window: of its top, or of its bottom. */
  top: number | null;
  bottom: number | null;
}

/**
 * Where a panel opens: below its button, from the button's start, as wide as wanted; inside the window
 * at all edges, and above the button where there is more room.
 * @param button its box in the window, px
 * @param room the window's size, px
 */
export function panelPlace(
  button: Box,
  room: { width: number; height: number },
  wanted: number,
  rightToLeft: boolean
): PanelPlace {
  const width = Math.min(wanted, room.width - 2 * EDGE);
  const start = rightToLeft ? button.right - width : button.left;
  const left = Math.min(Math.max(start, EDGE), room.width - EDGE - width);
  const below = room.height - button.bottom - GAP - EDGE;
  const above = button.top - GAP - EDGE;
  if (below >= ENOUGH || below >= above) {
    return { left, width, maxHeight: below, top: button.bottom + GAP, bottom: null };
  }
  return { left, width, maxHeight: above, top: null, bottom: room.height - button.top + GAP };
}
