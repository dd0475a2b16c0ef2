import type { EngineApi, LoadedModel, LoadOptions, LoadProgress } from './engineApi.ts';

/** What a load was asked for, and the devices that an earlier worker refused. */
export interface WorkerLoadOptions extends LoadOptions {
  refused?: LoadedModel['refused'];
}

/** The engine inside the worker: `EngineApi`, plus the handshake with `EngineClient`. */
export interface WorkerEngine extends EngineApi {
  /** First call of every connection. `base` is the app's folder. */
  open(base: string): Promise<void>;
  /**
   * As `EngineApi.load`, for one worker: rejects with `fresh-worker` where the next device needs
   * another binary of the runtime than this worker runs; `refused` (JSON) goes on to the next worker.
   */
  load(
    options: WorkerLoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel>;
}
