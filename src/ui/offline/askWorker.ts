import type { KeepableFile, PageQuestion } from '../../sw/list.ts';

/** A worker that was replaced in this very moment answers nothing. */
const PATIENCE_MS = 10_000;

/** The files that a run offline needs, each kept or not; null where the worker does not answer. */
export function keepableFiles(worker: ServiceWorker): Promise<KeepableFile[] | null> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<KeepableFile[] | null>((done) => {
    port1.onmessage = ({ data }) => done(data as KeepableFile[]);
    setTimeout(() => done(null), PATIENCE_MS);
  });
  worker.postMessage('keepable' satisfies PageQuestion, [port2]);
  return answer.finally(() => port1.close());
}

export function tell(worker: ServiceWorker, question: PageQuestion): void {
  worker.postMessage(question);
}
