import type { FileBytes } from './fetchFiles.ts';

/**
 * Makes `held` what is wanted and nothing more: what is there already is not fetched again, and a
 * precision that was refused does not stay in memory beside the next.
 */
export async function holdFiles(
  held: FileBytes,
  wanted: readonly string[],
  fetchMissing: (files: readonly string[]) => Promise<FileBytes>
): Promise<void> {
  for (const file of held.keys()) if (!wanted.includes(file)) held.delete(file);
  const missing = wanted.filter((file) => !held.has(file));
  for (const [file, bytes] of await fetchMissing(missing)) held.set(file, bytes);
}
