import type { ImageFormat, PictureHeader } from './imageKinds.ts';

/** The header contradicts its format. (A read past the end is a RangeError of DataView.) */
export class Garbled extends Error {}

/** Bytes as Latin-1 text; shorter where the file ends. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

export function header(
  format: ImageFormat,
  width: number,
  height: number,
  rest: Partial<PictureHeader> = {}
): PictureHeader {
  return {
    format,
    width,
    height,
    animated: false,
    colour: 'usual',
    orientation: 1,
    passes: 1,
    complete: true,
    ...rest
  };
}

/** Does the walk end before the file does? Dimensions are known by then, so an early end is no fault. */
export function reachesItsEnd(walk: () => void): boolean {
  try {
    walk();
    return true;
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}
