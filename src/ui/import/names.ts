/** A name for an import out of its file's name: without the ending, with spaces. */
export function saveName(file: string): string {
  return file
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
}
