import encodeQR from 'qr';

/** Rows of a QR code, dark modules true, with its quiet zone of four modules (ISO/IEC 18004). */
export function qrModules(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 4 });
}
