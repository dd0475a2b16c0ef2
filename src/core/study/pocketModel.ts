import { gateMethodOf } from './gateMethod.ts';
import type { Study } from './studyTypes.ts';

/** Folder name of the bundled model; others come by the Models page. */
export const POCKET_MODEL = 'pocket-llava';
/** SHA-256 of its manifest, which lists its files with theirs: by this it is told from a namesake. */
export const POCKET_MANIFEST = '1cca7aa9e0745067b7726dff168ffd04eddcc956949c9601303cd278c745af68';

/** The pocket model cannot answer in JSON: what passes its gate by free answers says nothing. */
export function pocketCannotAnswer({ gate, models }: Pick<Study, 'gate' | 'models'>): boolean {
  return gateMethodOf(gate) === 'free' && models.some(({ model }) => model === POCKET_MODEL);
}
