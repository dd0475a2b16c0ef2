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
  const named = plain(`${place}${where.join('')}`.replace(/^[. ]/, ''));
  // Valibot's words for a field that is not there are a programmer's.
  if (received === 'undefined') throw broken(named, { found: 'missing', expected: 'a value' });
  throw broken(named, { found: received.slice(0, LONGEST_NAME), expected: expected ?? message });
}

/** The same of JSON, as text or in UTF-8. */
export function parsed<T>(
  schema: v.GenericSchema<unknown, T>,
  json: string | Uint8Array,
  broken: Fault
): T {
  let text: string;
  let value: unknown;
  try {
    text = typeof json === 'string' ? json : new TextDecoder('utf-8', { fatal: true }).decode(json);
  } catch {
    throw broken('JSON');
  }
  if (isTooDeep(text)) throw broken('JSON', { found: 'nesting', expected: 'fewer levels' });
  try {
    value = JSON.parse(text);
  } catch {
    throw broken('JSON');
  }
  return fitted(schema, value, broken);
}

/** Names of fields may be long and hold anything. */
const plain = (place: string) => place.replaceAll(/\p{Control}/gu, '?').slice(0, 2 * LONGEST_NAME);

const LONGEST_NAME = 80;

function nameOf({ key, value }: v.IssuePathItem): string {
  const { id, code } = (value ?? {}) as { id?: unknown; code?: unknown };
  const name = code ?? id;
  return ` ${typeof name === 'string' && /^[\w-]{1,20}$/.test(name) ? name : Number(key) + 1}`;
}

const MOST_LETTERS = 100_000;
const MOST_ITEMS = 100_000;
/** Longer than any name that a person or a maker of models gives. */
const LONGEST_LABEL = 2000;
/** Levels of lists and records in one another; documents here have less than ten. */
const DEEPEST = 64;

export const text = v.pipe(v.string(), v.maxLength(MOST_LETTERS - 1));
export const words = v.pipe(
  text,
  v.check((value) => value.trim() !== '', 'words')
);
/** A short text: what people call a thing. */
export const label = v.pipe(v.string(), v.maxLength(LONGEST_LABEL));
/** A short text by which things are found again: none that every record answers to by itself. */
export const key = v.pipe(
  label,
  v.check((value) => !isReserved(value), 'a name')
);
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256 (hex)'));
/** Those that are kept apart from their neighbours: no overflow, no rounding of whole numbers. */
export const number = v.pipe(
  v.number(),
  v.finite(),
  v.check((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER, 'a number of at most 2^53')
);
/** Logarithms of probabilities: what is ruled out has the lowest number of 32 bits, far below those. */
export const logarithm = v.pipe(v.number(), v.finite());
export const integer = v.pipe(v.number(), v.safeInteger());
/** How many there are of something. */
export const count = v.pipe(integer, v.minValue(0, 'a whole number from 0'));
/** ISO 8601, of years with four digits. */
export const date = v.pipe(
  label,
  v.check((value) => isYear(new Date(value).getUTCFullYear()), 'date')
);

const isYear = (year: number) => year >= 1000 && year <= 9999;

/* @__NO_SIDE_EFFECTS__ */
export function list<T>(
  item: v.GenericSchema<unknown, T>,
  most = MOST_ITEMS
): v.GenericSchema<readonly T[]> {
  // How many there are is looked at first: a million items are not checked to be refused.
  return v.pipe(
    v.array(v.unknown()),
    v.maxLength(most),
    v.array(item)
  ) as unknown as v.GenericSchema<readonly T[]>;
}

/** A list whose items are told apart by a name, each there once. */
/* @__NO_SIDE_EFFECTS__ */
export function listOnce<T>(
  item: v.GenericSchema<unknown, T>,
  nameOfItem: (item: T) => string,
  most = MOST_ITEMS
): v.GenericSchema<readonly T[]> {
  return v.pipe(
    list(item, most),
    v.check((items) => new Set(items.map(nameOfItem)).size === items.length, 'each once')
  ) as v.GenericSchema<readonly T[]>;
}

/** Names that every record answers to, or that valibot passes over unchecked. */
const isReserved = (name: string) => name === 'prototype' || name in Object.prototype;

const plainRecord = v.custom<Record<string, unknown>>((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return names.length <= MOST_ITEMS && !names.some(isReserved);
}, 'names and values');

/** Values by name. */
/* @__NO_SIDE_EFFECTS__ */
export function recordOf<T>(
  value: v.GenericSchema<unknown, T>
): v.GenericSchema<Record<string, T>> {
  return v.pipe(plainRecord, v.record(v.string(), value)) as v.GenericSchema<Record<string, T>>;
}

/**
 * Is a text of JSON nested deeper than any document? Told before it is parsed: a browser keeps so much
 * for every bracket that is open that some millions of them end the page, from a worker too; and
 * whatever walks the value later (a copy, its text) would run out of stack.
 */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    // `[` and `]` are `{` and `}` but for one bit.
    else if ((code | 32) === OPENING && ++depth > DEEPEST) return true;
    else if ((code | 32) === CLOSING) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, OPENING, CLOSING] = [34, 92, 123, 125];
