import { expect, it } from 'vitest';
import type { FileBytes } from './fetchFiles.ts';
import { holdFiles } from './heldFiles.ts';

it('the next precision costs its own files only, and the one before goes', async () => {
  const held: FileBytes = new Map();
  const fetched: string[][] = [];
  const hold = (...wanted: string[]) =>
    holdFiles(held, wanted, async (missing) => {
      fetched.push([...missing]);
      return new Map(missing.map((file) => [file, new Uint8Array(1)]));
    });
  await hold('config.json', 'f16.onnx');
  const config = held.get('config.json');
  held.set('rewritten from f16.onnx', new Uint8Array(1));
  await hold('config.json', 'q8.onnx');
  await hold('config.json', 'q8.onnx');
  expect(fetched).toEqual([['config.json', 'f16.onnx'], ['q8.onnx'], []]);
  expect([...held.keys()]).toEqual(['config.json', 'q8.onnx']);
  expect(held.get('config.json')).toBe(config);
});
