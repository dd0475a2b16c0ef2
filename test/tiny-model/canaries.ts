import type { Targets } from '../../src/core/prompts/types.ts';
import { nextLogProbabilities } from './reference.ts';
import { encode } from './texts.ts';

const PREFIX = '<|im_start|>user\nPick the answer that fits, by its letter.\n';
const CLOSE = '<|im_end|>\n<|im_start|>assistant\n';

/** More than 58 tokens, a prefix that is shared, both readouts. */
const CASES: { prefix: string; suffix: string; targets: Targets }[] = [
  {
    prefix: PREFIX,
    suffix: `Is rain wet?\n(A) yes\n(B) no\n(C) both\n(D) neither${CLOSE}The answer is (`,
    targets: { kind: 'letters', letters: ['A', 'B', 'C', 'D'] }
  },
  {
    prefix: PREFIX,
    suffix: `Is rain wet?${CLOSE}Rain is`,
    targets: { kind: 'continuations', continuations: [' wet.', ' dry.'] }
  }
];

/** `canaries.json`: what the engine's self-check holds a device to. */
export function canaries(files: ReadonlyMap<string, Uint8Array>): object {
  return {
    tolerance: { wasm: 1e-3, webgpu: 1e-3 },
    cases: CASES.map(({ prefix, suffix, targets }) => ({
      prefix,
      suffix,
      picture: null,
      targets,
      // Rounded, so that the last bits of a machine's logarithm do not change the file.
      logprobs: targetTexts(targets).map((target) =>
        Number(logProbability(files, encode(prefix + suffix), encode(target)).toFixed(5))
      )
    }))
  };
}

const targetTexts = (targets: Targets) =>
  targets.kind === 'letters' ? targets.letters : targets.continuations;

/** Sum over the target's tokens, each behind the ones before it. */
function logProbability(
  files: ReadonlyMap<string, Uint8Array>,
  prompt: readonly number[],
  target: readonly number[]
): number {
  return target.reduce((total, id, at) => {
    const next = nextLogProbabilities(files, [...prompt, ...target.slice(0, at)]);
    return total + next[id]!;
  }, 0);
}
