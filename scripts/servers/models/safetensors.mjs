/**
 * Writes the `safetensors` container that transformers and vLLM read: eight bytes of length, a JSON
 * head, then the numbers as they lie in memory.
 */

/** @typedef {{ name: string, shape: number[], data: Float32Array }} FloatTensor shape: rows first */

/**
 * @param {readonly FloatTensor[]} tensors
 * @returns {Buffer} the whole file, all in 32 bits
 */
export function writeSafetensors(tensors) {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    const start = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
  });
  const json = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) });
  const head = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, ...tensors.map(({ data }) => bytesOf(data))]);
}

/** @param {Float32Array} data @returns {Buffer} a view, little-endian as all machines here are */
export const bytesOf = (data) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
