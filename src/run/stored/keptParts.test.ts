import { expect, test } from 'vitest';
import { openZip } from '../../formats/zip/openZip.ts';
import { memoryStore } from '../../store/memory.ts';
import { OWN_DOCUMENT } from '../yourself/keptOwn.ts';
import { DATABASE_KINDS } from './dataKinds.ts';
import { keptZip, type KeptSource } from './keptParts.ts';

test('a zip of everything holds the choices and not one’s own answers', async () => {
  async function* entries(store: string) {
    if (store !== 'documents') return;
    yield [
      { key: 'lab', value: { note: 'a choice of the Lab' } },
      { key: OWN_DOCUMENT, value: { note: 'an answer of one’s own' } }
    ];
  }
  const { file } = await keptZip(DATABASE_KINDS, {
    store: memoryStore(),
    whole: { entries } as KeptSource['whole'],
    surveyFor: () => Promise.reject(new Error('no study')),
    study: { app: '1', base: '' },
    stem: (words) => words,
    settings: () => ({})
  });
  const zip = await openZip(file);
  expect([...zip.sizes.keys()]).toEqual(['settings.json']);
  const settings = new TextDecoder().decode(await zip.read('settings.json'));
  expect(settings).toContain('a choice of the Lab');
  expect(settings).not.toContain('of one’s own');
  expect(settings).not.toContain(OWN_DOCUMENT);
});
