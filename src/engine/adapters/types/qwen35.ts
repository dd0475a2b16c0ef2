import type { Adapter } from '../adapter.ts';
import { qwenPicture } from '../qwenPicture.ts';

/** Qwen3.5: Qwen's pictures in larger patches, before a decoder most of whose layers keep a state. */
export const qwen35: Adapter = {
  types: ['qwen3_5'],
  picture: (folder, view) => qwenPicture(folder, view, 16)
};
