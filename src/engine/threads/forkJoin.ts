/** Places in the shared memory of a trial. */
const ARRIVED = 0;
const ROUND = 1;
/** Looks at the memory before a thread goes to sleep: about what the runtime's own threads do. */
const SPINS = 20_000;

/** Multiply-adds of one round, all threads together: about that of a small layer's product. */
const ROUND_WORK = 1 << 20;
const ROUNDS = 24;

const numbers = new Float32Array(4096).fill(0.5);

/** A share of a round's work; what comes out keeps the engine from leaving the loop out. */
function work(share: number): number {
  let sum = 0;
  for (let done = 0; done < share; done += numbers.length) {
    for (let i = 0; i < numbers.length; i++) sum += (numbers[i] as number) * 0.999;
  }
  return sum;
}

/** Bytes of the memory that the threads of one trial share. */
export const SHARED_BYTES = 8;

/**
 * Does one thread's part of a fixed amount of work in rounds; each round ends when all threads have
 * done theirs, as inside the runtime every layer waits for its slowest thread.
 */
export function forkJoin(memory: Int32Array, threads: number): void {
  for (let round = 0; round < ROUNDS; round++) {
    work(ROUND_WORK / threads);
    if (Atomics.add(memory, ARRIVED, 1) === threads - 1) {
      Atomics.store(memory, ARRIVED, 0);
      Atomics.add(memory, ROUND, 1);
      Atomics.notify(memory, ROUND);
      continue;
    }
    for (let spin = 0; Atomics.load(memory, ROUND) === round; spin++) {
      if (spin > SPINS) Atomics.wait(memory, ROUND, round, 1);
    }
  }
}

/** Lets the browser compile the loop before it is timed. */
export function warmUp(): void {
  for (let i = 0; i < 4; i++) work(ROUND_WORK);
}
