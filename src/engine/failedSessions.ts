import { InferenceSession } from 'onnxruntime-web/webgpu';
import type { FailedSession } from './openGraph.ts';

type Create = (...model: unknown[]) => Promise<object>;

/**
 * transformers.js opens sessions one behind the other: after one that fails, every later one of this
 * worker would fail with the same words, another graph's and another model's. So a failure is handed
 * on as a session that is none, which `openGraph` throws.
 */
export function handOnFailures(): void {
  const runtime = InferenceSession as unknown as { create: Create };
  const create = runtime.create.bind(runtime);
  runtime.create = (...model) =>
    create(...model).catch((thrown: unknown): FailedSession => ({ failedWith: thrown }));
}
