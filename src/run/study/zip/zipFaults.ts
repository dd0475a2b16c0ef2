import { AppError } from '../../../core/errors.ts';

/** Names the place inside a part where reading stopped. */
export type ZipFault = (where: string) => AppError;

/** `study-zip-broken` for a part of a zip. */
export function faultIn(part: string): ZipFault {
  return (where) => new AppError('study-zip-broken', { part, where });
}
