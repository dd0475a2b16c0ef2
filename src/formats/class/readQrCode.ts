import { decodeQR } from 'qr/decode.js';

/** Pixels as a canvas gives them, four bytes each. */
export interface CodeImage {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * The text of the QR code in a picture; null where none is found.
 * @param timeLimit milliseconds
 */
export function readQrCode(image: CodeImage, timeLimit: number): string | null {
  try {
    return decodeQR(image, { format: 'RGBA', timeLimit });
  } catch {
    return null;
  }
}
