/** Deeper than any entry; beyond it nothing is told. */
const DEEPEST = 100;

/** Whatever IndexedDB holds as JSON can: bytes in base64, times in ISO 8601. */
export async function asPlainJson(value: unknown, depth = 0): Promise<unknown> {
  if (depth > DEEPEST) return '…';
  if (value instanceof Blob) {
    const bytes = new Uint8Array(await value.arrayBuffer());
    return { type: value.type, base64: base64(bytes) };
  }
  if (value instanceof ArrayBuffer) return { base64: base64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return {
      of: value.constructor.name,
      base64: base64(new Uint8Array(buffer, byteOffset, byteLength))
    };
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'bigint' || typeof value === 'number') {
    return typeof value === 'number' && Number.isFinite(value) ? value : String(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((each) => asPlainJson(each, depth + 1)));
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  const fields = pairs.map(
    async ([name, each]) => [String(name), await asPlainJson(each, depth + 1)] as const
  );
  return Object.fromEntries(await Promise.all(fields));
}

const PIECE = 0x6000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return text;
}
