import { WorkerBridge } from '../../workers/bridge.ts';
import type { Importer } from './importer.ts';

/** The importer in its worker. */
export function importClient(): WorkerBridge<Importer> {
  return new WorkerBridge<Importer>({
    name: 'survey import',
    start: () => new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })
  });
}
