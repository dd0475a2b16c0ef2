import type { PromptJob } from '../core/types.ts';
import type { Device, LoadedModel } from './api.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { OpenFile } from './files/openFile.ts';
import type { ModelSession } from './session.ts';

/** A prompt with the log-probabilities that the exported model gave outside the browser. */
interface Canary {
  prefix: string;
  suffix: string;
  /** File beside `canaries.json`, or null. */
  picture: string | null;
  targets: PromptJob['targets'];
  logprobs: readonly number[];
}

export interface Canaries {
  /** Largest difference of a log-probability that a device may show. */
  tolerance: Record<Device, number>;
  cases: readonly Canary[];
}

export type SelfCheck = LoadedModel['selfCheck'];

// For models whose manifest was sealed without canaries they travel with the code: asking the host
// for a file that may not be there would be an error in every log.
const bundled = import.meta.glob<Canaries>('../../models/*/canaries.json', { import: 'default' });

/** A model's canaries; null where it has none. */
export async function canariesOf(model: string, files: FileBytes): Promise<Canaries | null> {
  const own = files.get('canaries.json');
  if (own) return JSON.parse(new TextDecoder().decode(own)) as Canaries;
  return (await bundled[`../../models/${model}/canaries.json`]?.()) ?? null;
}

/**
 * Scores the canaries. Quantised models on WebGPU can be silently wrong; this is how it shows.
 * @param open reads the canaries' pictures
 */
export async function selfCheck(
  session: ModelSession,
  canaries: Canaries,
  open: OpenFile,
  signal: AbortSignal
): Promise<SelfCheck> {
  let maxError = 0;
  for (const [index, canary] of canaries.cases.entries()) {
    const picture = canary.picture === null ? null : `canary-${index}`;
    if (picture && canary.picture) {
      await session.pictures.add(picture, await open(canary.picture));
    }
    try {
      const jobs = session.prepare([{ ...canary, picture }]);
      const [score] = await session.scoreNext(jobs);
      canary.logprobs.forEach((expected, target) => {
        const error = Math.abs((score?.logprobs[target] ?? NaN) - expected);
        // A missing or undefined number is as wrong as can be.
        maxError = Number.isFinite(error) ? Math.max(maxError, error) : Infinity;
      });
    } finally {
      if (picture) session.dropPicture(picture);
    }
    signal.throwIfAborted();
  }
  return {
    maxError,
    tolerance: canaries.tolerance[session.device],
    canaries: canaries.cases.length
  };
}
