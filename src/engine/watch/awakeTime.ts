/** Seconds between two looks at the clock. */
const STEP = 0.25;
/** A step that took longer is counted as so many. */
const LONGEST = 2 * STEP;

/** Calls back every now and then with the seconds since the last time; returns how to stop it. */
export type Ticks = (tick: (seconds: number) => void) => () => void;

/**
 * Time as this page lived through it. A machine that slept, a tab that was frozen or a page that was
 * busy itself did not wait meanwhile: of such a gap, half a second counts.
 */
export const awakeTime: Ticks = (tick) => {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const passed = (now - last) / 1000;
    last = now;
    tick(Math.min(passed, LONGEST));
  }, STEP * 1000);
  return () => clearInterval(timer);
};
