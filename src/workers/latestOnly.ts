/**
 * Keeps slow work up with fast input: while one call runs, only the newest of the calls made
 * meanwhile waits for its turn; those it overtook resolve to undefined.
 */
export function latestOnly<Input extends unknown[], Output>(
  work: (...input: Input) => Promise<Output>
): (...input: Input) => Promise<Output | undefined> {
  let running = false;
  let waiting: ((run: boolean) => void) | null = null;

  async function run(...input: Input): Promise<Output> {
    running = true;
    try {
      return await work(...input);
    } finally {
      running = false;
      const next = waiting;
      waiting = null;
      next?.(true);
    }
  }

  return (...input) => {
    if (!running) return run(...input);
    waiting?.(false);
    return new Promise((resolve, reject) => {
      waiting = (mayRun) => {
        if (mayRun) run(...input).then(resolve, reject);
        else resolve(undefined);
      };
    });
  };
}
