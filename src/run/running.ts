/** Held, shared, as long as a run of the Lab or of a study goes on in any tab of the browser. */
const RUN = 'valueshift-run';

/** Absent in Node, and where a window has none: then nobody is asked. */
const locks = () => (globalThis.navigator as Navigator | undefined)?.locks;

/** Does a piece of work that reads and writes what is kept, and lets other tabs know that it goes on. */
export function whileRunning<T>(work: () => Promise<T>): Promise<T> {
  return locks()?.request(RUN, { mode: 'shared' }, work) ?? work();
}

export async function runGoesOn(): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === RUN);
}

/** Does work that no run may see half done: one that starts meanwhile waits. Null: one goes on. */
export function betweenRuns<T>(work: () => Promise<T>): Promise<T | null> {
  const own = locks();
  if (!own) return work();
  return own.request(RUN, { ifAvailable: true }, async (lock) => (lock ? work() : null));
}
