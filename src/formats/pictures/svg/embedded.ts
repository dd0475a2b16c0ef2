import { readImageHeader } from '../imageHeader.ts';

/**
 * Pixels that decoding an embedded picture takes, by its own header; passes of a progressive JPEG
 * each count. Infinity for what is no picture or does not say its size.
 * @param address `data:image/…;base64,…`
 */
export function embeddedPixels(address: string): number {
  const verdict = readImageHeader(bytesOf(address.slice(address.indexOf(',') + 1)));
  if (verdict.kind !== 'picture') return Infinity;
  const { width, height, passes } = verdict.header;
  return (width ?? Infinity) * (height ?? Infinity) * passes;
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
