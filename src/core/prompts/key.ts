import { sha256 } from '../digest.ts';
import { isFull, type PictureView } from './pictureView.ts';
import type { PromptJob } from './types.ts';

/** What identifies the computing side of a score. */
export interface ScoringIdentity {
  manifestHash: string;
  dtype: string;
  device: string;
  view?: PictureView;
}

/** Raised whenever the engine computes scores or prepares pictures differently: old answers rest. */
const SCORING_REVISION = 1;

/**
 * The key of a job's stored score: SHA-256 (hex) over everything that decides it: model files,
 * number type, device, the whole prompt's text, the picture's bytes, whether it is seen in all its
 * views, and what is read. Where the prompt is split into prefix and suffix does not matter.
 */
export async function answerKey(job: PromptJob, identity: ScoringIdentity): Promise<string> {
  const canonical = JSON.stringify([
    SCORING_REVISION,
    identity.manifestHash,
    identity.dtype,
    identity.device,
    job.prefix + job.suffix,
    job.picture,
    job.targets.kind === 'letters'
      ? ['letters', ...job.targets.letters]
      : ['continuations', ...job.targets.continuations],
    // One view is how all pictures were once seen: its keys are those.
    ...(job.picture !== null && isFull(identity) ? ['full'] : [])
  ]);
  return sha256(canonical);
}
