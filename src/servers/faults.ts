import { AppError } from '../core/errors.ts';

/**
 * What to do after a fault: ask again after a pause, as often as it takes; ask once more; leave a
 * hole, since this prompt can never be answered; end the run.
 */
export type FaultKind = 'again' | 'once' | 'never' | 'ends';

const KINDS: Readonly<Record<string, FaultKind>> = {
  'server-unreachable': 'again',
  'server-slow': 'again',
  'server-cut': 'again',
  'server-busy': 'again',
  'server-failed': 'once',
  'server-half-reply': 'once',
  'server-not-json': 'once',
  'server-reply': 'once',
  'server-refused': 'never',
  'server-too-much': 'never',
  'server-missing-letter': 'never',
  'server-texts': 'never',
  'server-wrong-token': 'never',
  'server-too-unlikely': 'never',
  'server-boundary': 'never',
  'server-no-pictures': 'never',
  'picture-unknown': 'never',
  'picture-marker': 'never',
  'prompt-empty': 'never'
};

/** Of anything thrown while a server was asked; what nobody foresaw ends the run. */
export function faultKind(error: unknown): FaultKind {
  return KINDS[AppError.from(error).code] ?? 'ends';
}
