import type { Sureness } from '../../../core/study/sentences/seen.ts';
import { t } from '../../i18n.ts';

/** From so many pictures on a share is told of a hundred; fewer are counted as they are. */
const MANY = 50;

/** How often the model is right when it is so sure: "so sure of a flag, it is right in 91 of 100". */
export function rightWords({ kind, right, n }: Sureness): string {
  const of = t(`seen.kind.${kind ?? 'any'}`);
  if (right === n) return t('seen.rightAll', { of, count: n });
  if (n < MANY) return t('seen.rightTried', { of, right, count: n });
  // All but a few of very many is not all.
  const share = Math.min(99, Math.round((100 * right) / n));
  return t('seen.right', { of, right: share });
}
