import type { Order, OrderScheme } from './types.ts';

/** The orders in which a scheme shows `n` options; equal orders once. */
export function ordersFor(scheme: OrderScheme, n: number): Order[] {
  const forward = Array.from({ length: n }, (_, k) => k);
  if (scheme === 'single' || n < 2) return [forward];
  if (scheme === 'forward+reverse') return [forward, forward.toReversed()];
  return forward.map((shift) => forward.map((k) => (k + shift) % n));
}
