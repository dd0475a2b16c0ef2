/**
 * Numbers to IEEE 754 half precision, ties to even. By hand, because older browsers have no
 * Float16Array; beyond the largest half they become infinite.
 */
export function toHalves(values: Float32Array): Uint16Array {
  const word = new Float32Array(1);
  const bits = new Uint32Array(word.buffer);
  return Uint16Array.from(values, (value) => {
    const magnitude = Math.abs(value);
    word[0] = value;
    const sign = ((bits[0] as number) >>> 16) & 0x8000;
    if (Number.isNaN(value)) return sign | 0x7e00;
    if (magnitude >= 65520) return sign | 0x7c00;
    // Below 2^-14 the steps stay 2^-24.
    if (magnitude < 2 ** -14) return sign | evenRound(magnitude * 2 ** 24);
    const exponent = Math.max(-14, (((bits[0] as number) >>> 23) & 0xff) - 127);
    const steps = evenRound(magnitude * 2 ** (10 - exponent));
    return sign | (((exponent + 15) << 10) + (steps - 1024));
  });
}

function evenRound(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest === 0.5) return down + (down % 2);
  return rest > 0.5 ? down + 1 : down;
}

/** Half precision to numbers. */
export function fromHalves(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
