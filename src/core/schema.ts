import * as v from 'valibot';
import type { AppError } from './errors.ts';

/** What stands at a place that is not as its schema says, and what should. */
export interface Misfit {
  found: string;
  expected: string;
}

/** Names a place as `pictures 3.country`: fields by name, items of a list by id, or counted from 1. */
export type Fault = (where: string, misfit?: Misfit) => AppError;

/**
 * The value itself, where it fits its schema: other fields and the order of fields, on which hashes
 * rest, stay as they came. So schemas check, and change nothing. Throws `broken` of the first fault.
 */
export function fitted<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  broken: Fault,
  place = ''
): T {
  const { issues } = v.safeParse(schema, value, { abortEarly: true });
  if (!issues) return value as T;
  const [{ path = [], received, expected, message }] = issues;
  const where = path.map((step) => (step.type === 'array' ? nameOf(step) : `.${step.key}`));
  throw broken(`${place}${where.join('')}`.replace(/^[. ]/, ''), {
    found: received.slice(0, LONGEST_NAME),
    expected: expected ?? message
  });
}

/** The same of JSON, as text or in UTF-8. */
export function parsed<T>(
  schema: v.GenericSchema<unknown, T>,
  json: string | Uint8Array,
  broken: Fault
): T {
  let value: unknown;
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    value = JSON.parse(typeof json === 'string' ? json : utf8.decode(json));
  } catch {
    throw broken('JSON');
  }
  return fitted(schema, value, broken);
}

const LONGEST_NAME = 80;

function nameOf({ key, value }: v.IssuePathItem): string {
  const { id, code } = (value ?? {}) as { id?: unknown; code?: unknown };
  const name = code ?? id;
  return ` ${typeof name === 'string' && /^[\w-]{1,20}$/.test(name) ? name : Number(key) + 1}`;
}

const MOST_LETTERS = 100_000;
const MOST_ITEMS = 100_000;

export const text = v.pipe(v.string(), v.maxLength(MOST_LETTERS - 1));
export const words = v.pipe(
  text,
  v.check((value) => value.trim() !== '', 'words')
);
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256 (hex)'));
export const number = v.pipe(v.number(), v.finite());
export const integer = v.pipe(v.number(), v.integer());
/** ISO 8601. */
export const date = v.pipe(
  text,
  v.check((value) => !Number.isNaN(Date.parse(value)), 'date')
);

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(
  item: v.GenericSchema<unknown, T>,
  most = MOST_ITEMS
): v.GenericSchema<readonly T[]> {
  return v.pipe(v.array(item), v.maxLength(most)) as v.GenericSchema<readonly T[]>;
}

/** Names that are no name of anything here, and that valibot passes over unchecked. */
const RESERVED = ['__proto__', 'prototype', 'constructor'];

const plainRecord = v.custom<Record<string, unknown>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !RESERVED.some((name) => Object.hasOwn(value, name)),
  'names and values'
);

/** Values by name. */
/* @__NO_SIDE_EFFECTS__ */
export function recordOf<T>(
  value: v.GenericSchema<unknown, T>
): v.GenericSchema<Record<string, T>> {
  return v.pipe(plainRecord, v.record(v.string(), value)) as v.GenericSchema<Record<string, T>>;
}
