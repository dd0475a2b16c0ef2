import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DATA_KINDS, OBJECT_STORES, type DataKind } from '../../src/run/stored/dataKinds.ts';
import { openStore } from '../../src/store/db.ts';
import stored from '../../src/ui/messages/en/stored.json';

/**
 * Every file that reaches for one of the browser's stores, and the row of the page "Your data" that
 * lists what it keeps. A new one: give it a row, or say here why it keeps nothing of its own.
 */
const REACHING: Readonly<Record<string, DataKind | 'reads'>> = {
  // The database, whose object stores are looked at below.
  'src/store/db.ts': 'answers',
  'src/store/wholeStores.ts': 'reads',
  'src/engine/files/stored/cacheStore.ts': 'models',
  'src/engine/files/stored/opfsStore.ts': 'models',
  'src/sw/keptFiles.ts': 'app',
  'src/ui/data/offlineCopy.ts': 'reads',
  'src/ui/data/pageSettings.ts': 'reads',
  'src/ui/keptSetting.ts': 'settings',
  'src/ui/lab/guess/keptGuesses.ts': 'settings',
  'src/ui/language.svelte.ts': 'settings',
  'src/ui/offline/isolation.ts': 'settings',
  'src/ui/stage/openingKey.svelte.ts': 'settings',
  'src/ui/theme.svelte.ts': 'settings'
};
const STORES =
  /\b(?:indexedDB|localStorage|sessionStorage|openDB\(|caches\.(?:open|has|delete)|getDirectory\(|document\.cookie|cookieStore|showSaveFilePicker|storageBuckets|keepSetting\(|keptSetting\()/;

const withoutComments = (text: string) => text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');

describe('everything that is stored has a row on the page "Your data"', () => {
  it('object stores', async () => {
    await openStore();
    const names = await new Promise<string[]>((done, fail) => {
      const request = indexedDB.open('valueshift');
      request.onsuccess = () => done([...request.result.objectStoreNames]);
      request.onerror = () => fail(request.error);
    });
    expect(names.sort()).toEqual(Object.values(OBJECT_STORES).flat().sort());
  });

  it('all else that a browser keeps', () => {
    const reaching = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes('.test.'))
      .map((path) => `src/${path}`)
      .filter((path) => STORES.test(withoutComments(readFileSync(path, 'utf8'))));
    expect(reaching.sort()).toEqual(Object.keys(REACHING).sort());
  });

  it('and every row says what it is', () => {
    expect(Object.keys(stored.kinds)).toEqual([...DATA_KINDS]);
  });
});
