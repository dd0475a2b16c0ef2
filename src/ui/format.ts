import { currentLocale } from './i18n.ts';

const formatters = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const locale = currentLocale();
  const key = locale + JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, formatter);
  return formatter.format(value);
}

/** A count or measure with at most `digits` decimals. */
export function formatNumber(value: number, digits = 0): string {
  return format(value, { maximumFractionDigits: digits });
}

/** A share in [0, 1] as whole per cent. */
export function formatPercent(share: number): string {
  return format(share, { style: 'percent', maximumFractionDigits: 0 });
}

/** File sizes in the decimal units that file managers show. */
export function formatBytes(bytes: number): string {
  const [unit, size] =
    bytes >= 1e9
      ? ['gigabyte', 1e9]
      : bytes >= 1e6
        ? ['megabyte', 1e6]
        : bytes >= 1e3
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
  const whole = Math.max(1, Math.round(seconds));
  const [unit, value] =
    whole >= 5400
      ? ['hour', Math.round(whole / 3600)]
      : whole >= 90
        ? ['minute', Math.round(whole / 60)]
        : ['second', whole];
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
