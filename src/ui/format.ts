import { currentLocale, t, type MessageKey } from './i18n.ts';

const formatters = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const locale = currentLocale();
  const key = locale + JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, formatter);
  return formatter.format(value);
}

/** Exactly `digits` decimals; with a sign the minus is as wide as the plus, not the keyboard's hyphen. */
export function fixed(
  value: number,
  digits: number,
  signDisplay?: 'exceptZero' | 'negative'
): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (!signDisplay) return format(value, options);
  return format(value, { ...options, signDisplay }).replace('-', '\u2212');
}

/** A count. */
export function whole(value: number): string {
  return formatNumber(value, 0);
}

/** A measure with at most `digits` decimals. */
export function formatNumber(value: number, digits: number): string {
  return format(value, { maximumFractionDigits: digits });
}

/** A place in an order: 57 -> "57th". */
export function ordinal(place: number): string {
  const rule = new Intl.PluralRules(currentLocale(), { type: 'ordinal' }).select(place);
  return t(`ordinals.${rule}` as MessageKey, { place: whole(place) });
}

/** A share in [0, 1] as whole percent: 0.123 -> "12%". */
export function percent(share: number): string {
  return format(share, { style: 'percent', maximumFractionDigits: 0 });
}

/** A share of a hundred as points: 0.123 -> "12"; below one point one digit: "0.4". */
export function points(share: number): string {
  const value = Math.abs(share) * 100;
  return formatNumber(value, value < 0.95 ? 1 : 0);
}

/** A similarity or similar figure with three digits: 0.8621 -> "0.862". */
export function score(value: number): string {
  return fixed(value, 3);
}

/** A difference with its sign: 0.0123 -> "+0.012"; the sign of what rounds to zero is dropped. */
export function difference(value: number): string {
  return fixed(value, 3, 'exceptZero');
}

/** A correlation with two digits: -0.284 -> "−0.28"; the sign of what rounds to zero is dropped. */
export function correlation(r: number): string {
  return fixed(r, 2, 'negative');
}

/** A number on an axis, with the digits that tell neighbouring ticks apart. */
export function tickNumber(value: number, step: number): string {
  return fixed(value, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)), 'negative');
}

/** A p value: two digits, and no more precision than resampling has. */
export function pValue(p: number): string {
  return p < 0.001 ? `< ${formatNumber(0.001, 3)}` : fixed(p, p < 0.01 ? 3 : 2);
}

/**
 * File sizes in the decimal units that file managers show.
 * @param like how much tells the unit: part of a whole is told in the whole's
 */
export function formatBytes(bytes: number, like = bytes): string {
  const [unit, size] =
    like >= 1e9
      ? ['gigabyte', 1e9]
      : like >= 1e6
        ? ['megabyte', 1e6]
        : like >= 1e3
          ? ['kilobyte', 1e3]
          : ['byte', 1];
  const value = bytes / (size as number);
  const digits = value < 10 && size !== 1 ? 1 : 0;
  return format(value, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: digits
  });
}

/** A time to wait, in the largest unit that still says something. */
export function formatDuration(seconds: number): string {
  const rounded = Math.max(1, Math.round(seconds));
  const [unit, value] =
    rounded > 5400
      ? ['hour', Math.round(rounded / 3600)]
      : rounded >= 90
        ? ['minute', Math.round(rounded / 60)]
        : ['second', rounded];
  return format(value as number, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'long',
    maximumFractionDigits: 0
  });
}

/** A tiny positive figure with two significant digits, for example 1.2E-5. */
export function formatSmall(value: number): string {
  const notation = value !== 0 && value < 1e-3 ? 'scientific' : 'standard';
  return format(value, { notation, maximumSignificantDigits: 2 });
}
