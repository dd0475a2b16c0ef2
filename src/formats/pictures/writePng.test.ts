import { unzlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { readImageHeader } from './imageHeader.ts';
import { writePng } from './writePng.ts';

test('a PNG that readers take, with every sample as it was', () => {
  const [width, height] = [5, 3];
  const rgb = Uint8ClampedArray.from({ length: width * height * 3 }, (_, k) => (k * 37) % 256);
  const file = writePng({ rgb, width, height });
  expect(readImageHeader(file)).toMatchObject({
    kind: 'picture',
    header: { format: 'png', width, height, complete: true }
  });
  const size = new DataView(file.buffer).getUint32(33);
  const rows = unzlibSync(file.subarray(41, 41 + size));
  const found = [0, 1, 2].flatMap((row) => [...rows.subarray(row * 16 + 1, row * 16 + 16)]);
  expect(found).toEqual([...rgb]);
  // The last chunk is the same in every PNG, its checksum too.
  expect([...file.subarray(-12)]).toEqual([0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130]);
});
