import { AppError } from '../core/errors.ts';
import type { DeviceTry, Refusal } from './device.ts';
import { toFault } from './faults.ts';
import type { Manifest } from './files/manifest.ts';
import type { Dtype } from './files/variants.ts';
import { neededFiles, type NeededFiles } from './files/neededFiles.ts';

/** A model in one precision on one device. */
export interface Attempt {
  on: DeviceTry;
  needed: NeededFiles;
}

/**
 * What to try in turn: half precision on every GPU that computes in it, then the precision that
 * computes in 32 bits on the same GPUs, then that one on WASM. A precision whose files the model
 * does not have is no attempt.
 * @param devices best first
 * @param chosen the decoder's variant that a person chose: no other is tried
 * @throws AppError `model-incomplete`
 */
export function attemptsOf(
  devices: readonly DeviceTry[],
  manifest: Manifest,
  model: string,
  chosen?: Dtype
): Attempt[] {
  const whole = neededFiles(manifest, model, { chosen });
  const halves = neededFiles(manifest, model, { halves: true, chosen });
  const inHalves = devices.filter((on) => on.halves && halves.dtype !== whole.dtype);
  return [
    ...inHalves.map((on) => ({ on, needed: halves })),
    ...devices.map((on) => ({ on, needed: whole }))
  ];
}

interface Steps<T> {
  /** What an attempt needs; its faults (no network, a fresh worker wanted) say nothing of the device. */
  prepare: (attempt: Attempt) => Promise<void>;
  /** @param last is there no other attempt left? */
  open: (attempt: Attempt, last: boolean) => Promise<T>;
}

/**
 * Opens the first attempt that passes. The others are added to `refused`, each with its device,
 * its precision and the figures of its fault.
 * @throws AppError `cancelled`, any fault of `prepare`, the last attempt's fault
 */
export async function firstToPass<T>(
  attempts: readonly Attempt[],
  refused: Refusal[],
  { prepare, open }: Steps<T>
): Promise<{ attempt: Attempt; opened: T }> {
  for (const [index, attempt] of attempts.entries()) {
    const last = index === attempts.length - 1;
    await prepare(attempt);
    try {
      return { attempt, opened: await open(attempt, last) };
    } catch (thrown) {
      const { code, params } = toFault(thrown);
      if (last || code === 'cancelled') throw new AppError(code, params);
      refused.push({ device: attempt.on.device, dtype: attempt.needed.dtype, code, params });
    }
  }
  throw new AppError('unexpected', { message: 'no device to try' });
}
