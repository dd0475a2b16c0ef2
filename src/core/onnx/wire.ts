import { PbfReader, PbfWriter } from 'pbf';
import type { Message, UnknownField } from './types.ts';

// Messages are described by tables instead of generated code: the page's policy forbids `eval`.

/** Protobuf wire types: a varint, a length-prefixed run of bytes, four bytes. */
const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** How one value is read and written, without its tag. */
interface Codec<T> {
  wire: number;
  read(pbf: PbfReader): T;
  write(value: T, pbf: PbfWriter): void;
}

/** A field of a message; `T`, the property's type, is there for the compiler alone. */
export interface MessageField<T> {
  tag: number;
  codec: Codec<unknown>;
  mode: 'optional' | 'repeated' | 'packed';
  readonly property?: T;
}

/** One field for every property of a message. */
export type Schema<T extends Message> = {
  [K in Exclude<keyof T, 'unknown'>]-?: MessageField<T[K]>;
};

export const int: Codec<number> = {
  wire: VARINT,
  read: (pbf) => pbf.readVarint(true),
  write: (value, pbf) => pbf.writeVarint(value)
};

/** Whole 64-bit range: slices end at 2^63 - 1, which a number cannot hold. */
export const int64: Codec<bigint> = {
  wire: VARINT,
  read: (pbf) => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = pbf.buf[pbf.pos++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new Error('unfinished varint');
  },
  write: (value, pbf) => {
    let rest = BigInt.asUintN(64, value);
    pbf.realloc(10);
    while (rest > 0x7fn) {
      pbf.buf[pbf.pos++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    pbf.buf[pbf.pos++] = Number(rest);
  }
};

export const float: Codec<number> = {
  wire: FIXED32,
  read: (pbf) => pbf.readFloat(),
  write: (value, pbf) => pbf.writeFloat(value)
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Not pbf's own: it reads characters beyond 16 bits wrongly in strings of less than 12 bytes. */
export const string: Codec<string> = {
  wire: BYTES,
  read: (pbf) => decoder.decode(pbf.readBytes()),
  write: (value, pbf) => pbf.writeBytes(encoder.encode(value))
};

export const bytes: Codec<Uint8Array> = {
  wire: BYTES,
  read: (pbf) => pbf.readBytes(),
  write: (value, pbf) => pbf.writeBytes(value)
};

/** A message within a message; the schema comes late because graphs hold nodes hold graphs. */
function message<T extends Message>(schema: () => Schema<T>): Codec<T> {
  return {
    wire: BYTES,
    read: (pbf) => readFields(schema(), pbf, pbf.readVarint() + pbf.pos),
    write: (value, pbf) =>
      pbf.writeRawMessage((inner: T) => writeFields(schema(), inner, pbf), value)
  };
}

export const optional = <T>(tag: number, codec: Codec<T>): MessageField<T | undefined> => ({
  tag,
  codec: codec as Codec<unknown>,
  mode: 'optional'
});

export const repeated = <T>(tag: number, codec: Codec<T>): MessageField<T[]> => ({
  tag,
  codec: codec as Codec<unknown>,
  mode: 'repeated'
});

/** Like `repeated`, written as one run of bytes. Both forms are read for both. */
export const packed = <T>(tag: number, codec: Codec<T>): MessageField<T[]> => ({
  tag,
  codec: codec as Codec<unknown>,
  mode: 'packed'
});

export const child = <T extends Message>(tag: number, schema: () => Schema<T>) =>
  optional(tag, message(schema));

export const children = <T extends Message>(tag: number, schema: () => Schema<T>) =>
  repeated(tag, message(schema));

/**
 * Reads a whole message.
 * @throws Error where the bytes end early, overlap, or a field has another wire type.
 */
export function decode<T extends Message>(schema: Schema<T>, file: Uint8Array): T {
  return readFields(schema, new PbfReader(file), file.length);
}

/** Writes a message, fields by ascending number, unknown ones among them. */
export function encode<T extends Message>(schema: Schema<T>, value: T): Uint8Array {
  const pbf = new PbfWriter();
  writeFields(schema, value, pbf);
  return pbf.finish();
}

function readFields<T extends Message>(schema: Schema<T>, pbf: PbfReader, end: number): T {
  if (!(end <= pbf.length)) throw new Error('a message is longer than its file');
  const fields = Object.entries<MessageField<unknown>>(schema);
  const result: Record<string, unknown> = {};
  for (const [name, { mode }] of fields) if (mode !== 'optional') result[name] = [];
  const unknown: UnknownField[] = [];
  while (pbf.pos < end) {
    const start = pbf.pos;
    const tag = pbf.nextField(end);
    const found = fields.find(([, field]) => field.tag === tag);
    if (found) readField(found[0], found[1], pbf, result);
    else {
      pbf.skip(pbf.type);
      unknown.push({ tag, bytes: pbf.buf.subarray(start, pbf.pos) });
    }
  }
  // A length that points beyond its message ends up here: nothing after it can be trusted.
  if (pbf.pos !== end) throw new Error('a field is longer than its message');
  if (unknown.length > 0) result['unknown'] = unknown;
  return result as T;
}

function readField(
  name: string,
  { codec, mode, tag }: MessageField<unknown>,
  pbf: PbfReader,
  result: Record<string, unknown>
): void {
  const inOneRun = mode !== 'optional' && pbf.type === BYTES && codec.wire !== BYTES;
  if (pbf.type !== codec.wire && !inOneRun) {
    throw new Error(`field ${tag} (${name}) has wire type ${pbf.type}`);
  }
  if (mode === 'optional') {
    result[name] = codec.read(pbf);
    return;
  }
  const list = result[name] as unknown[];
  if (!inOneRun) {
    list.push(codec.read(pbf));
    return;
  }
  const end = pbf.readVarint() + pbf.pos;
  if (!(end <= pbf.length)) throw new Error('a list is longer than its file');
  while (pbf.pos < end) list.push(codec.read(pbf));
}

function writeFields<T extends Message>(schema: Schema<T>, value: T, pbf: PbfWriter): void {
  const known = Object.entries<MessageField<unknown>>(schema).map(([name, field]) => ({
    tag: field.tag,
    write: () => writeField(field, (value as Record<string, unknown>)[name], pbf)
  }));
  const unknown = (value.unknown ?? []).map((field) => ({
    tag: field.tag,
    write: () => writeRaw(field.bytes, pbf)
  }));
  for (const { write } of [...known, ...unknown].sort((a, b) => a.tag - b.tag)) write();
}

function writeField(
  { codec, mode, tag }: MessageField<unknown>,
  value: unknown,
  pbf: PbfWriter
): void {
  if (value === undefined) return;
  const values = mode === 'optional' ? [value] : (value as unknown[]);
  if (mode === 'packed') {
    if (values.length === 0) return;
    pbf.writeTag(tag, BYTES);
    pbf.writeRawMessage((list: unknown[], inner) => {
      for (const item of list) codec.write(item, inner);
    }, values);
    return;
  }
  for (const item of values) {
    pbf.writeTag(tag, codec.wire);
    codec.write(item, pbf);
  }
}

function writeRaw(run: Uint8Array, pbf: PbfWriter): void {
  pbf.realloc(run.length);
  pbf.buf.set(run, pbf.pos);
  pbf.pos += run.length;
}
