import type { EngineApi } from '../engine/engineApi.ts';
import type { StoredPicture } from '../store/storeApi.ts';
import { takePicture } from '../ui/pictures/intake.ts';

/** Takes in the chosen file of the page's `#pictures` input and hands it to the engine. */
export async function takeInput(index: number, engine: EngineApi): Promise<StoredPicture> {
  const input = document.querySelector<HTMLInputElement>('#pictures');
  const file = input?.files?.[index];
  if (!file) throw new RangeError(`No file ${index} in the page's picture input.`);
  const { picture } = await takePicture(file);
  await engine.addPicture(picture.id, picture.file);
  return picture;
}
