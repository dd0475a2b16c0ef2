import { AppError } from '../../../src/core/errors.ts';
import { EngineClient } from '../../../src/engine/client.ts';

declare global {
  interface Window {
    engine: EngineClient;
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
