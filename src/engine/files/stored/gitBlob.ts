import { hex } from '../../../core/digest.ts';

/**
 * Git's id of a file: SHA-1 over `blob <length>` and a zero byte, then the content. The hub tells it
 * for small files, for which it tells no SHA-256; it catches accidents, not forgery.
 */
export async function gitBlobId(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const whole = new Uint8Array(header.length + bytes.length);
  whole.set(header);
  whole.set(bytes, header.length);
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-1', whole)));
}
