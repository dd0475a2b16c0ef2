import { AppError } from '../../../src/core/errors.ts';
import { EngineClient } from '../../../src/engine/engineClient.ts';
import { memoryNow } from '../../../src/run/bench/memoryNow.ts';
import { runThroughFaults, type Fault, type FaultReport } from './faults.ts';
import type { Strikes } from './saboteur.ts';

declare global {
  interface Window {
    engine: EngineClient;
    memoryNow: typeof memoryNow;
    runThroughFaults(fault: Fault, wanted: Strikes, tables?: number): Promise<FaultReport>;
    /** What a rejected call says, as plain data; null where it resolved. */
    fault(
      call: Promise<unknown>
    ): Promise<{ code: string; params: Record<string, string | number> } | null>;
  }
}

window.engine = new EngineClient(new URL('/', location.href).href);
window.fault = (call) =>
  call.then(
    () => null,
    (thrown: unknown) => {
      const { code, params } = AppError.from(thrown);
      return { code, params };
    }
  );
window.memoryNow = memoryNow;
window.runThroughFaults = (fault, wanted, tables) =>
  runThroughFaults(window.engine, fault, wanted, tables);
