import type { resize } from '../../../src/engine/picture/resample.ts';

let used = false;

/**
 * From now on pictures are resized as torchvision does (the default of transformers 5, by which
 * references are made), or as the app does.
 */
export function useTorchvision(use: boolean): void {
  used = use;
}

/**
 * In the app's place (buildPage.mjs puts it there).
 * @param own the app's
 */
export function torchvisionResize(
  own: typeof resize,
  ...[picture, to, filter, wanted]: Parameters<typeof resize>
): ReturnType<typeof resize> {
  return own(picture, to, filter, { ...wanted, ...(used && { library: 'torchvision' }) });
}
