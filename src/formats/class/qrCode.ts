import encodeQR from 'qr';

/**
 * Rows of a QR code, dark modules true, with its quiet zone of four modules (ISO/IEC 18004).
 * @param encoding `byte` for any text, such as an address
 */
export function qrModules(
  text: string,
  encoding: 'alphanumeric' | 'byte' = 'alphanumeric'
): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', encoding, border: 4 });
}
