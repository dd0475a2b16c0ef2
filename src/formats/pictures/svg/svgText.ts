/** What stands before a byte order mark or the first "?>" is ASCII in all encodings but UTF-16. */
const DECLARATION = 200;
const UTF16: readonly (readonly [first: number, second: number, label: string])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
  [0x3c, 0x00, 'utf-16le'],
  [0x00, 0x3c, 'utf-16be']
];

/**
 * A drawing's text, decoded as its byte order mark or XML declaration says (XML 1.0, appendix F),
 * with line ends made one character (2.11).
 */
export function svgText(bytes: Uint8Array): string {
  return decoderFor(bytes).decode(bytes).replace(/\r\n?/g, '\n');
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  const utf16 = UTF16.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (utf16) return new TextDecoder(utf16[2]);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION));
  const declared = /^\s*<\?xml[^>]*?encoding\s{0,9}=\s{0,9}["']([\w-]{1,40})["']/.exec(start)?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8');
  } catch {
    // An encoding that no browser knows.
    return new TextDecoder();
  }
}
