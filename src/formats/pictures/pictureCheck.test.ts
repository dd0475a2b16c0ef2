import { expect, test } from 'vitest';
import * as make from '../../../test/fixtures/pictureBytes.mjs';
import { checkPicture } from './pictureCheck.ts';

test('a file that is gone, or a folder, is unreadable', async () => {
  const gone = new Blob(['x']);
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  expect(await checkPicture(gone)).toEqual({ kind: 'unreadable' });
});

test('a picture comes back whole, by its own kind; a drawing as it was written anew', async () => {
  const bytes = make.png();
  const picture = await checkPicture(new Blob([bytes], { type: 'text/html' }));
  if (picture.kind !== 'picture') throw new Error(picture.kind);
  expect(picture.file.type).toBe('image/png');
  expect(new Uint8Array(await picture.file.arrayBuffer())).toEqual(bytes);
  const drawn = await checkPicture(new Blob([make.svg('onload="x()"')]));
  if (drawn.kind !== 'picture') throw new Error(drawn.kind);
  expect(await drawn.file.text()).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"><rect /);
  expect(await checkPicture(new Blob([make.svg().subarray(0, -5)]))).toEqual({
    kind: 'drawing',
    fault: 'truncated'
  });
});
