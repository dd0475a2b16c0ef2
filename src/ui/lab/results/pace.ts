/**
 * Calls `work` with the newest input, at most once per `pause` milliseconds; a pause of 0 calls at
 * once. What waits is replaced by what comes later.
 */
export function pace<Input>(work: (input: Input) => unknown): {
  (input: Input, pause: number): void;
  stop(): void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;

  const run = (input: Input) => {
    last = performance.now();
    work(input);
  };
  const paced = (input: Input, pause: number) => {
    clearTimeout(timer);
    const wait = last + pause - performance.now();
    if (wait <= 0) run(input);
    else timer = setTimeout(run, wait, input);
  };
  return Object.assign(paced, { stop: () => clearTimeout(timer) });
}
