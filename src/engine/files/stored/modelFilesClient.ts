import { WorkerBridge } from '../../../workers/bridge.ts';
import type { ModelFilesApi } from './modelStoreApi.ts';

/** The worker that keeps models, as the page sees it. */
export function modelFilesClient(): ModelFilesApi {
  return new WorkerBridge<ModelFilesApi>({
    name: 'model files',
    start: () => new Worker(new URL('./modelFiles.worker.ts', import.meta.url), { type: 'module' })
  }).calls;
}
