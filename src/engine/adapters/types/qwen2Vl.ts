import type { Adapter } from '../adapter.ts';
import { qwenPicture } from '../qwenPicture.ts';

export const qwen2Vl: Adapter = {
  types: ['qwen2_vl'],
  picture: (folder, view) => qwenPicture(folder, view, 14)
};
