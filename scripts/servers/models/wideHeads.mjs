/**
 * Attention with wider heads that gives the same numbers: the heads' rows are spread over more, and
 * the rest are zeros. Row i of a head of size s turns by theta^(-2i/s), so row i goes to row i·w/s of
 * a head of size w, in each half; queries grow by sqrt(w/s), as products are divided by sqrt(w) now.
 */

/** @typedef {import('./safetensors.mjs').FloatTensor} FloatTensor */

/**
 * @param {Record<'q' | 'k' | 'v' | 'o', FloatTensor>} weights as transformers has them
 * @param {number} size of a head
 * @param {number} wide size wanted, a multiple of it
 * @returns {Record<'q' | 'k' | 'v' | 'o', FloatTensor>}
 */
export function wideHeads({ q, k, v, o }, size, wide) {
  const step = wide / size;
  const turning = (/** @type {number} */ within) => {
    const half = within < size / 2 ? 0 : 1;
    return half * (wide / 2) + (within - half * (size / 2)) * step;
  };
  const plain = (/** @type {number} */ within) => within;
  return {
    q: spreadRows(q, size, wide, turning, Math.sqrt(step)),
    k: spreadRows(k, size, wide, turning, 1),
    v: spreadRows(v, size, wide, plain, 1),
    o: spreadColumns(o, size, wide)
  };
}

/**
 * @param {FloatTensor} tensor
 * @param {number} size
 * @param {number} wide
 * @param {(within: number) => number} to
 * @param {number} scale
 * @returns {FloatTensor}
 */
function spreadRows({ name, shape: [rows = 0, columns = 0], data }, size, wide, to, scale) {
  const out = new Float32Array((rows / size) * wide * columns);
  for (let row = 0; row < rows; row++) {
    const target = Math.floor(row / size) * wide + to(row % size);
    for (let column = 0; column < columns; column++) {
      out[target * columns + column] = scale * (data[row * columns + column] ?? NaN);
    }
  }
  return { name, shape: [(rows / size) * wide, columns], data: out };
}

/** @param {FloatTensor} tensor @param {number} size @param {number} wide @returns {FloatTensor} */
function spreadColumns({ name, shape: [rows = 0, columns = 0], data }, size, wide) {
  const width = (columns / size) * wide;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const target = Math.floor(column / size) * wide + (column % size);
      out[row * width + target] = data[row * columns + column] ?? NaN;
    }
  }
  return { name, shape: [rows, width], data: out };
}
