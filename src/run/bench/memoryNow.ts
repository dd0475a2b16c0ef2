interface MeasuringPerformance extends Performance {
  /** Chromium, where the page is cross-origin isolated; collects garbage first. */
  measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
}

/** A browser may wait half a minute for a good moment to measure. */
const PATIENCE_MS = 10_000;

/** Bytes that the page and its workers hold; null where the browser does not tell. */
export async function memoryNow(): Promise<number | null> {
  const { measureUserAgentSpecificMemory: measure } = performance as MeasuringPerformance;
  if (!measure) return null;
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
  return Promise.race([measure.call(performance).then(({ bytes }) => bytes), late]).catch(
    () => null
  );
}
