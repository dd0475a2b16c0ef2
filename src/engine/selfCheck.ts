import * as v from 'valibot';
import { targetsSchema } from '../core/prompts/types.ts';
import { list, number, text } from '../core/schema.ts';
import type { LoadedModel } from './engineApi.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { Manifest } from './files/manifest.ts';
import type { OpenFile } from './files/openFile.ts';
import { configOf } from './modelConfigs.ts';
import { toleranceFor } from './proof.ts';
import type { ModelSession } from './session.ts';

/** `canaries.json`: prompts with the log-probabilities of the exported model outside the browser. */
const canariesSchema = v.object({
  /** Largest difference of a log-probability that a device may show. */
  tolerance: v.object({ webgpu: number, wasm: number }),
  cases: list(
    v.object({
      prefix: text,
      suffix: text,
      /** File beside `canaries.json`, or null. */
      picture: v.nullable(text),
      targets: targetsSchema,
      logprobs: list(number)
    })
  )
});
export type Canaries = v.InferOutput<typeof canariesSchema>;

export type SelfCheck = LoadedModel['selfCheck'];

// For models whose manifest was sealed without canaries they travel with the code: asking the host
// for a file that may not be there would be an error in every log.
const bundled = import.meta.glob<Canaries>('../../models/*/canaries.json', { import: 'default' });

const CANARIES = 'canaries.json';
const bundledAt = (model: string) => bundled[`../../models/${model}/${CANARIES}`];

/**
 * A model's canaries; null where it has none, or none of its own that can be shown: a folder without
 * a manifest is kept without their pictures. Such a model is proven as all others are.
 * @param kept the list of a model that is kept on this device; null for one of the app's folder
 * @throws AppError `model-config`, `model-json`
 */
export async function canariesOf(
  model: string,
  files: FileBytes,
  kept: Manifest | null
): Promise<Canaries | null> {
  const own = configOf(canariesSchema, files, CANARIES);
  if (!own) return (await bundledAt(model)?.()) ?? null;
  const lost = ({ picture }: Canaries['cases'][number]) => picture && !kept?.files.has(picture);
  return kept && own.cases.some(lost) ? null : own;
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
      const jobs = await session.prepare([{ ...canary, picture }]);
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
    tolerance: toleranceOf(canaries, session),
    canaries: canaries.cases.length
  };
}

/** The canaries' own; half precision is not held to more digits than it has. */
function toleranceOf({ tolerance }: Canaries, session: ModelSession): number {
  const own = tolerance[session.device];
  return session.model.decoder.halves ? Math.max(own, toleranceFor(session)) : own;
}
