import type { Runner } from './engineApi.ts';
import { DYNAMIC, type Dtype } from './files/variants.ts';

/** What was shown of a twin. */
interface TwinResult {
  /** Variants that were within every tolerance of the reference, from the prompt to the probabilities. */
  exact: readonly Dtype[];
  /** How they were asked; graphs of one model differ in their weights alone. */
  runner: Runner;
}

/**
 * By twin, as the table of docs/twins.md has it (a test compares): what is exact only by chance of the
 * neighbours, because it is rounded while running, is none.
 */
export const TWIN_RESULTS: Readonly<Record<string, TwinResult>> = {
  'fastvlm-0.5b': { exact: ['fp32', 'fp16', 'q4', 'q4f16'], runner: 'packed' },
  'lfm2.5-vl-450m': { exact: ['fp32', 'q4'], runner: 'sequential' },
  'llava-interleave-0.5b': { exact: ['fp32', 'q4'], runner: 'packed' },
  'llava-onevision-0.5b': { exact: ['fp32', 'fp16', 'q4', 'q4f16', 'bnb4'], runner: 'packed' },
  nanollava: { exact: ['fp32', 'q4'], runner: 'packed' },
  'qwen2-vl-2b': { exact: ['fp32', 'q4'], runner: 'packed' },
  'qwen2.5-text': { exact: ['fp32', 'q4'], runner: 'packed' },
  'qwen3.5-0.8b': { exact: ['fp32', 'q4'], runner: 'sequential' },
  'smollm-text': { exact: ['fp32', 'q4'], runner: 'packed' },
  'smolvlm-256m': { exact: ['fp32', 'fp16', 'q4', 'q4f16'], runner: 'packed' },
  'smolvlm-256m-gqa': { exact: ['fp32', 'q4'], runner: 'packed' },
  'smolvlm2-256m-video': { exact: ['fp32', 'q4', 'bnb4'], runner: 'packed' }
};

/** The variants in which a twin is exact; none without a twin. */
export function exactVariants(twin: string | null): readonly Dtype[] {
  return twin === null ? [] : (TWIN_RESULTS[twin]?.exact ?? []);
}

/** How a model will be asked in a variant; null: found out at load. */
export function expectedRunner(twin: string | null, variant: Dtype): Runner | null {
  if (DYNAMIC.includes(variant)) return 'naive';
  return twin === null ? null : (TWIN_RESULTS[twin]?.runner ?? null);
}
