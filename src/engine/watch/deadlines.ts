import { AppError } from '../../core/errors.ts';
import type { LoadProgress } from '../engineApi.ts';

/** What is being done to which file, and how large that is. */
export type LoadStage = Pick<LoadProgress, 'phase' | 'file' | 'totalBytes'>;

/**
 * How long a stage of a load may be silent, in seconds, on a machine of ordinary speed: many times
 * what it takes there (docs/engine.md, deadlines). Those that do more with a larger file get more.
 */
const DEADLINES: Record<LoadProgress['phase'], { seconds: number; perMB: number }> = {
  // From one piece of the file to the next.
  fetch: { seconds: 60, perMB: 0 },
  verify: { seconds: 20, perMB: 0.2 },
  device: { seconds: 60, perMB: 0 },
  tokenizer: { seconds: 10, perMB: 0 },
  template: { seconds: 2, perMB: 0 },
  session: { seconds: 60, perMB: 1 },
  'self-check': { seconds: 60, perMB: 1 }
};

/** Seconds that a stage may be silent where the machine is as quick as most. */
export function secondsFor({ phase, totalBytes }: LoadStage): number {
  const { seconds, perMB } = DEADLINES[phase];
  return seconds + (perMB * totalBytes) / 1e6;
}

/** What is said of a stage that was silent for so long. */
export function stalled({ phase, file }: LoadStage, model: string, seconds: number): AppError {
  return new AppError(`stalled-${phase}`, { model, file, seconds: Math.round(seconds) });
}
