import type { PromptJob } from '../core/types.ts';

/** A picture's encoding costs about as much as this many characters of prompt (WASM, one thread). */
const PICTURE_CHARACTERS = 120;

/**
 * What each job will cost, in characters of prompt: its own part, and the shared prefix (with the
 * picture) where it is the first to need it. Characters stand in for tokens, which only the
 * worker's tokenizer knows; their ratio cancels out in `timeLeft`.
 */
export function costsOf(jobs: readonly PromptJob[]): number[] {
  const seen = new Set<string>();
  return jobs.map(({ prefix, suffix, picture, targets }) => {
    const words = targets.kind === 'continuations' ? targets.continuations.join('') : '';
    const own = suffix.length + words.length;
    const shared = `${picture ?? ''} ${prefix}`;
    if (seen.has(shared)) return own;
    seen.add(shared);
    return own + prefix.length + (picture ? PICTURE_CHARACTERS : 0);
  });
}

/** @returns seconds until `remaining` cost is done at the pace so far; null before any was done */
export function timeLeft(doneCost: number, remaining: number, elapsedMs: number): number | null {
  if (remaining <= 0) return 0;
  if (doneCost <= 0) return null;
  return (elapsedMs / 1000) * (remaining / doneCost);
}
