/** RFC 9285: bytes in the letters that QR codes pack best, two bytes as three letters. */
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = LETTERS.length;

/** Letters for any bytes: three for two, two for a last one alone. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const isLast = at + 1 === bytes.length;
    let rest = isLast
      ? (bytes[at] as number)
      : (bytes[at] as number) * 256 + (bytes[at + 1] as number);
    for (let k = isLast ? 2 : 3; k > 0; k--) {
      text += LETTERS[rest % BASE];
      rest = Math.floor(rest / BASE);
    }
  }
  return text;
}

/** Null where no bytes are written like this. */
export function fromBase45(text: string): Uint8Array | null {
  const whole = Math.floor(text.length / 3);
  const over = text.length % 3;
  if (over === 1) return null;
  const bytes = new Uint8Array(2 * whole + (over === 2 ? 1 : 0));
  for (let k = 0; k * 3 < text.length; k++) {
    let value = 0;
    for (const letter of [...text.slice(3 * k, 3 * k + 3)].reverse()) {
      const digit = LETTERS.indexOf(letter);
      if (digit < 0) return null;
      value = value * BASE + digit;
    }
    const isPair = k < whole;
    if (value > (isPair ? 0xffff : 0xff)) return null;
    if (isPair) bytes.set([value >> 8, value & 255], 2 * k);
    else bytes[2 * k] = value;
  }
  return bytes;
}
