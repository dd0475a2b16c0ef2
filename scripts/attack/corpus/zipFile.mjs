/** Zip files written by hand, so that any of their fields may lie. */
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @typedef {object} Entry
 * @property {string | Uint8Array} name
 * @property {Uint8Array} bytes as they are when unpacked
 * @property {boolean} [stored] not deflated
 * @property {Uint8Array} [packed] in place of what `bytes` deflate to
 * @property {number} [crc] in place of the right one
 * @property {number} [size] declared unpacked size, in place of the right one
 * @property {number} [packedSize] declared packed size
 * @property {number} [flags]
 * @property {number} [method]
 * @property {Uint8Array} [extra]
 * @property {number} [at] where the directory says that it lies
 */

/**
 * @param {readonly Entry[]} entries
 * @param {{ count?: number, directoryAt?: number, comment?: Uint8Array, before?: Uint8Array }} [lies] in the last record
 * @returns {Uint8Array}
 */
export function zipFile(entries, lies = {}) {
  /** @type {Buffer[]} */
  const parts = [Buffer.from(lies.before ?? [])];
  /** @type {Buffer[]} */
  const directory = [];
  let at = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : Buffer.from(entry.name);
    const packed = entry.packed ?? (entry.stored ? entry.bytes : deflateRawSync(entry.bytes));
    const extra = Buffer.from(entry.extra ?? []);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0x800, 2);
    common.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(0x5b7b, 8);
    common.writeUInt32LE((entry.crc ?? crc32(entry.bytes)) >>> 0, 10);
    common.writeUInt32LE((entry.packedSize ?? packed.length) >>> 0, 14);
    common.writeUInt32LE((entry.size ?? entry.bytes.length) >>> 0, 18);
    common.writeUInt16LE(name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, extra, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(entry.at ?? at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name, extra])
    );
    parts.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = (lies.count ?? entries.length) & 0xffff;
  const comment = Buffer.from(lies.comment ?? []);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE((lies.directoryAt ?? at) >>> 0, 12);
  end.writeUInt16LE(comment.length, 16);
  parts.push(listed, Buffer.from('PK\x05\x06', 'latin1'), end, comment);
  return new Uint8Array(Buffer.concat(parts));
}
