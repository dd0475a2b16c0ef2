import type { PictureId } from '../core/prompts/types.ts';
import type { LoadProgress } from './engineApi.ts';
import type { TensorLedger } from './tensor.ts';
import type { WorkerLoadOptions } from './workerEngine.ts';

/** What a load was asked for, and what the worker lends it. */
export interface Loading extends WorkerLoadOptions {
  /** Address of the app's folder. */
  base: string;
  ledger: TensorLedger;
  /** Pictures handed over so far. */
  pictures: Map<PictureId, Blob>;
  onProgress: (progress: LoadProgress) => void;
  signal: AbortSignal;
}
