import { forkJoin, warmUp } from './forkJoin.ts';

// One more thread of a trial (bestThreads.ts): says when it is warm, then works along.
self.onmessage = ({ data }: MessageEvent<{ memory: Int32Array; threads: number }>) => {
  forkJoin(data.memory, data.threads);
};
warmUp();
self.postMessage('warm');
