import type { EngineApi } from './api.ts';

/** The engine inside the worker: `EngineApi`, plus the handshake with `EngineClient`. */
export interface WorkerEngine extends EngineApi {
  /**
   * First call of every connection. `base` is the app's folder; `lock` the Web Lock that this
   * worker holds for life, so that the page learns of its death.
   */
  open(base: string, lock: string): Promise<void>;
}
