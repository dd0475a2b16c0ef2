import type { ZipFault } from './zipFaults.ts';

/** Throws a fault that names `where` unless the value is as it should be. */
export type Check = (value: unknown, where: string, broken: ZipFault) => void;

function holds(good: (value: unknown) => boolean): Check {
  return (value, where, broken) => {
    if (!good(value)) throw broken(where);
  };
}

export const text = holds((value) => typeof value === 'string' && value.length < 100_000);
export const hash = holds((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
export const number = holds((value) => Number.isFinite(value));
export const flag = holds((value) => typeof value === 'boolean');
export const date = holds((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));

export const oneOf = (...values: readonly unknown[]): Check =>
  holds((value) => values.includes(value));

export const orNull =
  (check: Check): Check =>
  (value, where, broken) => {
    if (value !== null) check(value, where, broken);
  };

/** For fields that earlier versions did not write. */
export const optional =
  (check: Check): Check =>
  (value, where, broken) => {
    if (value !== undefined) check(value, where, broken);
  };

export const list =
  (check: Check, most = 100_000): Check =>
  (value, where, broken) => {
    if (!Array.isArray(value) || value.length > most) throw broken(where);
    value.forEach((item, index) => check(item, `${where} ${index + 1}`, broken));
  };

export const either =
  (...checks: readonly Check[]): Check =>
  (value, where, broken) => {
    const fits = checks.some((check) => {
      try {
        check(value, where, broken);
        return true;
      } catch {
        return false;
      }
    });
    if (!fits) throw broken(where);
  };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record with these fields; others are left alone. */
export const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, where, broken) => {
    if (!isRecord(value)) throw broken(where);
    for (const [name, check] of Object.entries(fields)) {
      check(value[name], where ? `${where}.${name}` : name, broken);
    }
  };

export const recordOf =
  (check: Check): Check =>
  (value, where, broken) => {
    if (!isRecord(value)) throw broken(where);
    for (const [name, item] of Object.entries(value)) check(item, `${where}.${name}`, broken);
  };
