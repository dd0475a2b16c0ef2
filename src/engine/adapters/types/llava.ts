import type { Adapter, ModelFolder, PictureRecipe } from '../adapter.ts';
import { squarePicture } from '../squarePicture.ts';

/** LLaVA: LLaVA-Interleave, nanoLLaVA, the bundled model. */
export const llava: Adapter = {
  types: ['llava'],
  picture: (folder) => ({ ...squarePicture(folder), square: isBundled(folder) })
};

/**
 * The bundled model's tower is the only one of its kind, and its pictures were cut to the middle
 * square before they were resized, in training and for its golden answers.
 */
const isBundled = ({ config }: ModelFolder): PictureRecipe['square'] =>
  config.vision_config?.model_type === 'efficientnet';
