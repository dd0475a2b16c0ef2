import type { Normalisation } from '../picture/planes.ts';
import { toPlanes } from '../picture/planes.ts';
import type { Rgb } from '../picture/samples.ts';

interface Cut {
  patch: number;
  /** Patches to an edge of a token. */
  merge: number;
  /** A still picture counts as that many equal frames. */
  frames: number;
}

/**
 * Patches as Qwen's towers take them: row by row, but those that merge into one token together; in
 * each patch by channel, frame, row, column.
 * @returns [patches, 3 * frames * patch * patch], row-major
 */
export function flatPatches(
  look: Rgb,
  normalisation: Normalisation,
  { patch, merge, frames }: Cut
): Float32Array {
  const { width, height } = look;
  const planes = toPlanes(look, normalisation);
  const flat = new Float32Array(planes.length * frames);
  const columns = width / (patch * merge);
  const tokens = columns * (height / (patch * merge));
  let to = 0;
  for (let token = 0; token < tokens; token++) {
    for (let part = 0; part < merge * merge; part++) {
      const row = Math.floor(token / columns) * merge + Math.floor(part / merge);
      const column = (token % columns) * merge + (part % merge);
      for (let channel = 0; channel < 3; channel++) {
        for (let frame = 0; frame < frames; frame++) {
          for (let y = 0; y < patch; y++) {
            const from = (channel * height + row * patch + y) * width + column * patch;
            flat.set(planes.subarray(from, from + patch), to);
            to += patch;
          }
        }
      }
    }
  }
  return flat;
}
