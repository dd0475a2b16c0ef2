import { AppError } from '../../core/errors.ts';
import { inTime } from '../../workers/inTime.ts';
import { trustedPage } from '../../workers/trustedScripts.ts';
import script from './drawingFrame.js?raw';

/** Longest side in pixels; twice what the vision towers look at. */
const SIDE = 512;
/** By the table of prices a drawing takes less than half a second (formats/pictures/svg). */
const DEADLINE_MS = 5000;
/** The frame is there within a tenth of a second, or never. */
const START_MS = 10_000;

/**
 * An SVG as a PNG on white. It is drawn in a frame of its own that may do nothing but run the one
 * script that draws, and has no origin: Chromium gives such a frame a process of its own, so that
 * not even a drawing that takes long keeps the page from answering, and the frame ends with its
 * deadline. There SVG is inert besides (no script runs, no address is fetched).
 * Rejects with `picture-too-slow` at the deadline, and otherwise where the browser cannot draw it.
 * @param svg as `checkSvg` wrote it
 */
export async function drawSvg(
  name: string,
  svg: Blob,
  size: { width: number | null; height: number | null }
): Promise<Blob> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.srcdoc = trustedPage('drawing-frame', `<!doctype html><script>${script}</script>`);
  const late = () => new AppError('picture-too-slow', { name });
  try {
    await inTime(loaded(frame), START_MS, late);
    const png = await inTime(drawnIn(frame, { svg, ...size, side: SIDE }), DEADLINE_MS, late);
    if (!png) throw new Error('no pixels');
    return new Blob([png], { type: 'image/png' });
  } finally {
    frame.remove();
  }
}

function loaded(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    frame.onload = () => resolve();
    document.body.append(frame);
  });
}

function drawnIn(frame: HTMLIFrameElement, message: object): Promise<ArrayBuffer | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as ArrayBuffer | null);
    // The frame has no origin that could be named.
    frame.contentWindow?.postMessage(message, '*', [port2]);
  });
}
