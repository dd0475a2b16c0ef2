import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { blankPixels, shuffledPixels } from '../../engine/picture/controls.ts';
import { readImageHeader } from '../../formats/pictures/imageHeader.ts';
import { controlDrawer } from './drawControl.ts';

/** Pixels of a PNG as `writePng` writes it; its check sums are those that zlib knows. */
async function pixelsOf(file: Blob) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const verdict = readImageHeader(bytes);
  if (verdict.kind !== 'picture') throw new Error(verdict.kind);
  const { width, height, complete, format } = verdict.header;
  expect([complete, format, file.type]).toEqual([true, 'png', 'image/png']);
  const view = new DataView(bytes.buffer);
  const rows = inflateSync(bytes.subarray(41, 41 + view.getUint32(33)));
  const line = (width ?? 0) * 3 + 1;
  return { rgb: Uint8Array.from(rows).filter((_, k) => k % line !== 0), width, height };
}

test('blanks are the pixels that the page draws', async () => {
  const draw = controlDrawer(null);
  for (const blank of ['grey', 'white', 'noise'] as const) {
    const file = await draw(`blank:${blank}`, null);
    const { rgb, width, height } = await pixelsOf(file);
    expect([width, height]).toEqual([336, 336]);
    expect(Buffer.from(rgb).equals(Buffer.from(blankPixels(blank, 336).rgb))).toBe(true);
  }
});

test('tiles are those of the decoded picture; where nothing decodes it is said', async () => {
  const decoded = {
    rgb: Uint8ClampedArray.from({ length: 16 * 24 * 3 }, (_, k) => k % 251),
    ...{ width: 16, height: 24 }
  };
  const picture = `${'ab'.repeat(32)}:shuffled:7`;
  const file = new Blob(['a picture']);
  const drawn = await controlDrawer(async () => decoded)(picture, file);
  expect([...(await pixelsOf(drawn)).rgb]).toEqual([...shuffledPixels(decoded, 7).rgb]);
  await expect(controlDrawer(null)(picture, file)).rejects.toMatchObject({
    code: 'picture-not-shuffled'
  });
});
