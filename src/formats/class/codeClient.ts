import { transfer } from 'comlink';
import { WorkerBridge } from '../../workers/bridge.ts';
import type { CodeReader } from './code.worker.ts';

/** Milliseconds that a picture may be looked at: a camera's next one comes soon, a file's never. */
const PATIENCE = { frame: 60, file: 3000 } as const;

const bridge = new WorkerBridge<CodeReader>({
  name: 'codes',
  start: () => new Worker(new URL('./code.worker.ts', import.meta.url), { type: 'module' })
});

/** The text of the QR code that a video shows now, or a picture file; null for none. Off the page's thread. */
export async function codeIn(
  source: HTMLVideoElement | Blob,
  kind: keyof typeof PATIENCE
): Promise<string | null> {
  const bitmap = await createImageBitmap(source);
  return bridge.calls.readCode(transfer(bitmap, [bitmap]), PATIENCE[kind]);
}

/** The camera is off: the worker is of no more use. */
export function endCodeReader(): void {
  bridge.end();
}
