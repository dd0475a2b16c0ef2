import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';

export const KEPT = 'test/fixtures/v0.1';

/** Holds a text to the bytes that version 0.1 wrote; `UPDATE_KEPT=1` makes it the one to keep. */
export async function expectKept(name: string, text: string): Promise<void> {
  const path = `${KEPT}/${name}`;
  if (process.env['UPDATE_KEPT']) await writeFile(path, text);
  expect(text).toBe(await readFile(path, 'utf8'));
}
