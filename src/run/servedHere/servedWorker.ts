import type { EngineApi, LoadedModel, Reason } from '../../engine/engineApi.ts';
import type { ProbeStep, ServerAddress } from '../../servers/types.ts';

/** A server as the page names it to the worker. */
export interface WantedServer extends ServerAddress {
  /** Of several that it serves; missing: its only one. */
  model?: string;
}

/** A server that does not answer now, and in how many milliseconds it is asked again. */
export interface ServerWait {
  reason: Reason;
  pauseMs: number;
}

/** What the page asks of the worker that speaks to servers on this computer. */
export interface ServedWorker extends Pick<
  EngineApi,
  'addPicture' | 'dropPicture' | 'score' | 'generate' | 'cancel' | 'dispose' | 'stats'
> {
  /**
   * Recognises and probes a server; from then on its model is the one that is asked. Pictures must be
   * handed over anew.
   * @throws AppError where it cannot be used, saying why; `cancelled`
   */
  open(
    server: WantedServer,
    onStep: (step: ProbeStep) => void,
    onWait: (wait: ServerWait) => void
  ): Promise<LoadedModel>;
  /** Stops `open`. */
  cancelOpen(): Promise<void>;
}
