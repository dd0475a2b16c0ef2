/** All numbers of a text, however they are set apart: "1-2.5.5e3" holds three. One pass. */
export function numbersIn(text: string): number[] {
  return (text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? []).map(Number);
}

const UNITS: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8
};
const LENGTH = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]*)\s*$/i;

/** A length in user units; `whole` is what a percentage is of. Null where it is none. */
export function lengthOf(text: string | undefined, whole: number): number | null {
  const match = LENGTH.exec((text ?? '').slice(0, 100));
  if (!match) return null;
  const unit = (match[2] ?? '').toLowerCase();
  const value = Number(match[1]);
  if (unit === '%') return (value / 100) * whole;
  return value * (UNITS[unit] ?? 1);
}
