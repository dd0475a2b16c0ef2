import { gateMethodOf } from './gateMethod.ts';
import type { Study } from './studyTypes.ts';

/** Folder name of the bundled model; others come by the Models page. */
export const POCKET_MODEL = 'pocket-llava';

/** The pocket model cannot answer in JSON: what passes its gate by free answers says nothing. */
export function pocketCannotAnswer({ gate, models }: Pick<Study, 'gate' | 'models'>): boolean {
  return gateMethodOf(gate) === 'free' && models.some(({ model }) => model === POCKET_MODEL);
}
