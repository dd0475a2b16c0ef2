/** Offers a file to the reader as a download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser still reads from the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name out of any words: lower case without accents, hyphens, at most 60 characters. */
export function fileStem(words: string): string {
  const stem = words
    .normalize('NFKD')
    .replaceAll(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return stem.slice(0, 60) || 'chart';
}
