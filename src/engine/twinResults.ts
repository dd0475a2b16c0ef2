import type { Runner } from './engineApi.ts';
import { DYNAMIC, DTYPES, type Dtype } from './files/variants.ts';

/**
 * What `npm run twins` shows of a model's twin (docs/twins.md; a test compares): the variants that are
 * within every tolerance of the reference, each with the way in which it is asked.
 */
export const TWIN_RESULTS: Readonly<Record<string, Partial<Record<Dtype, Runner>>>> = {
  'smolvlm-256m': {}
};

/** Is a twin that was given in this variant exact? */
export function isExact(twin: string | null, variant: Dtype): boolean {
  return twin !== null && TWIN_RESULTS[twin]?.[variant] !== undefined;
}

/** The variants in which a twin is exact. */
export function exactVariants(twin: string | null): Dtype[] {
  return DTYPES.filter((variant) => isExact(twin, variant));
}

/**
 * How a model will be asked; null: found out at load. A variant that its twin lacks is asked as the
 * others are, since graphs differ in their weights alone.
 */
export function expectedRunner(twin: string | null, variant: Dtype): Runner | null {
  if (DYNAMIC.includes(variant)) return 'naive';
  const results = twin === null ? {} : (TWIN_RESULTS[twin] ?? {});
  const others = exactVariants(twin).filter((one) => !DYNAMIC.includes(one));
  const alike = others[0];
  return results[variant] ?? (alike && results[alike]) ?? null;
}
