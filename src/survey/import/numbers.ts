/** A number as people write it: `0.37`, `,37`, `0,37`, `37 %`, `1 234,5`. */
export interface ParsedNumber {
  value: number;
  decimalComma: boolean;
  percent: boolean;
}

/** Null where the text is no number, or could be two (`1,234` is read as 1.234: never as thousands). */
export function parseNumber(text: string): ParsedNumber | null {
  const percent = /%\s*$/.test(text);
  const bare = text.replace(/%\s*$/, '').replaceAll(/[\s\u00A0\u202F]/g, '');
  const decimalComma = /^[+-]?\d*,\d+$/.test(bare);
  const plain = decimalComma ? bare.replace(',', '.') : bare;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain) / (percent ? 100 : 1);
  return Number.isFinite(value) ? { value, decimalComma, percent } : null;
}
