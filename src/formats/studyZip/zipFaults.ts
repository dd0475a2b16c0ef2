import { AppError } from '../../core/errors.ts';
import type { Fault } from '../../core/schema.ts';

/** `study-zip-broken` for a part of a zip, with the place inside it where reading stopped. */
export function faultIn(part: string): Fault {
  return (where, misfit) => new AppError('study-zip-broken', { part, where, ...misfit });
}
