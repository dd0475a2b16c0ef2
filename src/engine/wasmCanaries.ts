import { PROOF_PROMPTS } from './proof.ts';
import type { Canaries } from './selfCheck.ts';
import type { ModelSession } from './session.ts';

/**
 * Quantised numbers are multiplied in another way on each device, so a sound GPU differs by
 * hundredths; one that computes something else differs by tenths.
 */
const TOLERANCE = 0.05;

/**
 * Canaries for a model that brings none: what WASM makes of two short prompts, each from its first
 * token. The session is closed before the GPU's is opened: weights are held once.
 */
export async function canariesFromWasm(open: () => Promise<ModelSession>): Promise<Canaries> {
  const session = await open();
  try {
    const cases = [];
    for (const prompt of PROOF_PROMPTS) {
      const jobs = await session.prepare([prompt]);
      const [score] = await session.scoreNext(jobs, 'naive');
      cases.push({ ...prompt, picture: null, logprobs: score?.logprobs ?? [] });
    }
    return { tolerance: { wasm: TOLERANCE, webgpu: TOLERANCE }, cases };
  } finally {
    await session.dispose();
  }
}
