/**
 * Writes GGUF files, version 3: the container of llama.cpp (layout: ggml's docs/gguf.md). Only the
 * value and tensor types that a model of this project needs.
 */

/** @typedef {{ string: string } | { uint32: number } | { bool: boolean } | { float32: number } | { strings: string[] } | { int32s: number[] }} GgufValue */
/** @typedef {{ name: string, shape: number[], type: 'F32' | 'Q8_0', data: Uint8Array }} GgufTensor shape: rows first, as numpy has it */

const ALIGNMENT = 32;
const VALUE_TYPES = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 };
const TENSOR_TYPES = { F32: 0, Q8_0: 8 };

/**
 * @param {Record<string, GgufValue>} metadata
 * @param {GgufTensor[]} tensors
 * @returns {Buffer} the whole file
 */
export function writeGguf(metadata, tensors) {
  let offset = 0;
  const infos = tensors.map(({ name, shape, type, data }) => {
    // llama.cpp counts dimensions from the innermost one.
    const dims = [...shape].reverse().map(uint64);
    const info = [text(name), uint32(shape.length), ...dims, uint32(TENSOR_TYPES[type])];
    const at = uint64(offset);
    offset += padded(data.length);
    return Buffer.concat([...info, at]);
  });
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(tensors.length),
    uint64(Object.keys(metadata).length),
    ...Object.entries(metadata).flatMap(([key, value]) => [text(key), valueOf(value)]),
    ...infos
  ]);
  return Buffer.concat([head, ...tensors.map(({ data }) => data)].flatMap(withPadding));
}

/** @param {GgufValue} value */
function valueOf(value) {
  if ('string' in value) return Buffer.concat([uint32(VALUE_TYPES.string), text(value.string)]);
  if ('uint32' in value) return Buffer.concat([uint32(VALUE_TYPES.uint32), uint32(value.uint32)]);
  if ('bool' in value) {
    return Buffer.concat([uint32(VALUE_TYPES.bool), Buffer.from([Number(value.bool)])]);
  }
  if ('float32' in value)
    return Buffer.concat([uint32(VALUE_TYPES.float32), float32(value.float32)]);
  if ('strings' in value) return array(VALUE_TYPES.string, value.strings.map(text));
  return array(VALUE_TYPES.int32, value.int32s.map(int32));
}

/**
 * @param {number} type
 * @param {Buffer[]} items
 */
function array(type, items) {
  const head = [uint32(VALUE_TYPES.array), uint32(type), uint64(items.length)];
  return Buffer.concat([...head, ...items]);
}

/** @param {string} value */
function text(value) {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

/** @param {number} value */
const uint32 = (value) => filled(4, (buffer) => buffer.writeUInt32LE(value));
/** @param {number} value */
const int32 = (value) => filled(4, (buffer) => buffer.writeInt32LE(value));
/** @param {number} value */
const float32 = (value) => filled(4, (buffer) => buffer.writeFloatLE(value));
/** @param {number} value */
const uint64 = (value) => filled(8, (buffer) => buffer.writeBigUInt64LE(BigInt(value)));

/**
 * @param {number} bytes
 * @param {(buffer: Buffer) => void} fill
 */
function filled(bytes, fill) {
  const buffer = Buffer.alloc(bytes);
  fill(buffer);
  return buffer;
}

/** @param {number} bytes */
const padded = (bytes) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** @param {Uint8Array} bytes */
const withPadding = (bytes) => [bytes, Buffer.alloc(padded(bytes.length) - bytes.length)];
