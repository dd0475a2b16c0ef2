/** Blocks of Q8_0 (a half-precision scale and 32 signed bytes) as the numbers that they stand for. */

const BLOCK = 32;
const BLOCK_BYTES = 2 + BLOCK;

/** @typedef {import('../../peer/gguf.mjs').GgufTensor} GgufTensor */

/**
 * @param {GgufTensor} tensor
 * @returns {Float32Array} rows first; exact, as a product of 11 and 8 bits fits in 24
 */
export function dequantise({ type, data, shape }) {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const numbers = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if (type === 'F32') return numbers.map((_, index) => bytes.readFloatLE(4 * index));
  for (let block = 0; block * BLOCK < numbers.length; block++) {
    const at = block * BLOCK_BYTES;
    const scale = half(bytes.readUInt16LE(at));
    for (let k = 0; k < BLOCK; k++) numbers[block * BLOCK + k] = scale * bytes.readInt8(at + 2 + k);
  }
  return numbers;
}

/** @param {number} bits of a half-precision number */
function half(bits) {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 0 ? (fraction / 1024) * 2 ** -14 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits >> 15 ? -size : size;
}
