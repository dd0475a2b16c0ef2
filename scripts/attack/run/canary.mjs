/** What is stored before an attack, by the app itself, and must be there after it, to the byte. */
import * as real from '../../../test/fixtures/pictureBytes.mjs';
import { studyZip as studyBytes } from '../corpus/studyParts.mjs';
import { putRecords, storedNow } from './store.mjs';
import { lab } from './ways/lab.mjs';
import { studyZip } from './ways/studyZip.mjs';

const NAME = 'Canary';
const PATIENCE_MS = 60_000;

/**
 * A picture, a study with its answers and a picture, answers of the Lab, and a survey of the reader's own.
 * @param {import('./session.mjs').Session} session
 * @param {string} folder
 * @returns {Promise<import('./store.mjs').Kept[]>}
 */
export async function putCanary(session, folder) {
  const { fresh, keeper, url } = session;
  const { page, main } = await fresh();
  const giving = { page, url, name: NAME, patienceMs: PATIENCE_MS, folder, main, session };
  const picture = {
    name: 'canary.png',
    type: 'image/png',
    bytes: real.png({ width: 50, height: 50 })
  };
  await lab.open(page, url);
  await lab.give({ ...giving, given: { how: 'choose', files: [picture] } });
  await page.locator('aside img[alt="canary.png"]').first().waitFor();
  const zip = studyBytes((parts) => (parts.study.name = NAME));
  await studyZip.open(page, url);
  const { outcome, sentences } = await studyZip.give({
    ...giving,
    given: { files: [{ name: 'canary.zip', type: 'application/zip', bytes: zip }] }
  });
  if (outcome !== 'accepted') throw new Error(`The canary was refused: ${sentences.join(' ')}`);
  await page.goto('about:blank');
  await putRecords(keeper, OWN);
  const kept = await storedNow(keeper);
  // Documents are the app's notes of where the reader is: they change with every visit.
  return kept.filter(({ store }) => store !== 'documents');
}

const SURVEY = {
  ...{ format: 'valueshift-survey', version: 1, name: NAME },
  origin: { file: 'canary.csv', kind: 'long' },
  countries: [],
  questions: [],
  figures: {}
};

/** What takes a run, or many steps, to make. @type {import('../corpus/input.mjs').GivenRecord[]} */
const OWN = [
  {
    store: 'answers',
    key: { $: 'bytes', of: Array.from({ length: 32 }, (_, n) => n) },
    value: { $: 'bytes', of: new Array(64).fill(0) }
  },
  {
    store: 'ownData',
    value: {
      ...{ id: 'own-canary', kind: 'survey', name: NAME, hash: 'ca'.repeat(32), addedAt: 1 },
      file: { $: 'blob', type: 'application/json', text: JSON.stringify(SURVEY) }
    }
  }
];
