import { expect, it } from 'vitest';
import { craftZip, type CraftedPart } from '../../../formats/zip/fixtures/craftZip.ts';
import { zipSource } from './sources.ts';

const part = (name: string, text = name): CraftedPart => ({
  name,
  bytes: new TextEncoder().encode(text)
});
const model = [
  { ...part('m/', ''), stored: true },
  part('m/config.json', '{"model_type": "llava"}'),
  part('m/onnx/decoder.onnx', 'weights'),
  part('read me.txt')
];
const { signal } = new AbortController();
const open = (parts: readonly CraftedPart[], end?: Parameters<typeof craftZip>[1]) =>
  zipSource(new File([craftZip(parts, end)], 'm.zip'), signal);

it('tells sizes and texts of the model’s folder, and hands its files over', async () => {
  const source = await open(model);
  expect([...source.sizes]).toEqual([
    ['config.json', 23],
    ['onnx/decoder.onnx', 7]
  ]);
  expect(source.texts.get('config.json')).toBe('{"model_type": "llava"}');
  let text = '';
  await source.read((path) => {
    if (path !== 'onnx/decoder.onnx') return null;
    return async (bytes) => void (text += new TextDecoder().decode(bytes));
  }, signal);
  expect(text).toBe('weights');
});

it.each<[string, CraftedPart[], string]>([
  ['a bomb', [{ ...part('m/a.onnx'), size: 30e9 }], 'zip-too-large'],
  ['a file twice', [part('m/config.json')], 'zip-double'],
  ['a way out', [part('m/../../evil')], 'model-path'],
  ['a text that is a bomb', [{ ...part('m/manifest.json'), size: 5 }], 'zip-too-large']
])('an archive with %s is refused', async (_, more, code) => {
  await expect(open([...model, ...more])).rejects.toMatchObject({ code });
});

it('an archive of a million files, and no archive', async () => {
  await expect(open(model, { count: 1e6, wide: true })).rejects.toMatchObject({
    code: 'zip-too-many'
  });
  const none = new File(['hello'], 'm.zip');
  await expect(zipSource(none, signal)).rejects.toMatchObject({ code: 'zip-unreadable' });
});
