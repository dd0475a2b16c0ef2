import { currentLocale } from '../i18n.ts';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${currentLocale()} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(currentLocale(), options);
    formatters.set(key, found);
  }
  return found;
}

/** A share in [0, 1] as whole percent: 0.123 -> "12%". */
export function percent(share: number): string {
  return formatter({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A share of a hundred as points: 0.123 -> "12"; below one point one digit: "0.4". */
export function points(share: number): string {
  const value = Math.abs(share) * 100;
  const digits = value < 0.95 ? 1 : 0;
  return formatter({ maximumFractionDigits: digits }).format(value);
}

/** A similarity or similar figure with three digits: 0.8621 -> "0.862". */
export function score(value: number): string {
  return formatter({ minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
}

/** A difference with its sign: 0.0123 -> "+0.012"; the sign of what rounds to zero is dropped. */
export function difference(value: number): string {
  return trueMinus(
    formatter({
      minimumFractionDigits: 3,
      maximumFractionDigits: 3,
      signDisplay: 'exceptZero'
    }).format(value)
  );
}

/** A correlation with two digits: -0.284 -> "−0.28"; the sign of what rounds to zero is dropped. */
export function correlation(r: number): string {
  return trueMinus(
    formatter({
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'negative'
    }).format(r)
  );
}

/** A number on an axis, with the digits that tell neighbouring ticks apart. */
export function tickNumber(value: number, step: number): string {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return trueMinus(
    formatter({
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: 'negative'
    }).format(value)
  );
}

/** A minus as wide as the plus and the digits, instead of the keyboard's hyphen. */
const trueMinus = (text: string) => text.replace('-', '\u2212');

/** A p value: two digits, and no more precision than resampling has. */
export function pValue(p: number): string {
  if (p < 0.001) return `< ${formatter({ maximumFractionDigits: 3 }).format(0.001)}`;
  const digits = p < 0.01 ? 3 : 2;
  return formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(p);
}

export function whole(value: number): string {
  return formatter({ maximumFractionDigits: 0 }).format(value);
}
