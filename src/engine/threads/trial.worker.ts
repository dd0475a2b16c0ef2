import { forkJoin, warmUp } from './forkJoin.ts';

// One thread of a trial (bestThreads.ts): says when it is warm, then how long each trial took it.
self.onmessage = ({ data }: MessageEvent<{ memory: Int32Array; threads: number }>) => {
  const started = performance.now();
  forkJoin(data.memory, data.threads);
  self.postMessage(performance.now() - started);
};
warmUp();
self.postMessage(0);
