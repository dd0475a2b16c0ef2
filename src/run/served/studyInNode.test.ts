import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { sha256 } from '../../core/digest.ts';
import { promptLines } from '../elsewhere/promptLines.ts';
import { pictureFiles } from '../elsewhere/pictureFiles.ts';
import { takeTable } from '../elsewhere/takeTable.ts';
import { studyFromZip, zipOfStudy, type StudyInNode } from './studyInNode.ts';

const example = async () => new Blob([await readFile('public/example-study/example.zip')]);
const partsOf = async (zip: Blob) => unzipSync(new Uint8Array(await zip.arrayBuffer()));
const KEPT = { app: '1.0.0', pictures: true };

/** All that a study answered; hashed, since a difference in so many numbers would take an hour to print. */
async function answersOf({ record, store }: StudyInNode): Promise<string> {
  const segments = await store.studies.segments(record.id);
  const texts = segments.map(({ id, questions, values }) => `${id} ${questions} ${values.join()}`);
  return sha256(texts.sort().join('\n'));
}

test("a study's zip comes out of Node as it went in: answers to the bit, gates and pictures to the byte", async () => {
  const zip = await example();
  const opened = await studyFromZip(zip);
  const written = await zipOfStudy(opened, KEPT);
  expect(await answersOf(await studyFromZip(written))).toBe(await answersOf(opened));
  const [before, after] = await Promise.all([partsOf(zip), partsOf(written)]);
  const parts = Object.keys(before).filter((name) => !/^(manifest\.json|answers.*)$/.test(name));
  expect(parts.length).toBeGreaterThan(20);
  for (const name of parts) {
    const hashes = [before, after].map((all) => sha256(all[name] as Uint8Array<ArrayBuffer>));
    expect(await hashes[1], name).toBe(await hashes[0]);
  }
});

test('answers made elsewhere are in the zip that comes out, beside those that were there', async () => {
  const opened = await studyFromZip(await example());
  const { record, store, surveyFor } = opened;
  const { study } = (await store.studies.update(record.id, (now) => ({
    ...now,
    study: { ...now.study, system: 'usual', gate: { ...now.study.gate, on: false } }
  }))) as typeof record;
  const options = { readouts: ['letter'] as const, wordsOnly: true, fileOf: () => null };
  const rows: string[] = [];
  for await (const line of promptLines(study, await surveyFor(study), options)) {
    if (rows.length === 400) break;
    const { prompt, letters } = JSON.parse(line) as { prompt: string; letters: string[] };
    rows.push(JSON.stringify({ prompt, logprobs: letters.map((_, k) => -2 - k / 7) }));
  }
  const taken = await takeTable(
    record.id,
    [rows.join('\n')],
    { model: 'm' },
    store.studies,
    surveyFor
  );
  // In two orders, some of which the cut leaves without the other.
  expect(taken.answers).toBeGreaterThan(150);
  const again = await studyFromZip(await zipOfStudy(opened, KEPT));
  const kept = await store.studies.get(record.id);
  expect(again.record.runs[taken.model]).toMatchObject({ ...kept?.runs[taken.model] });
  expect(await answersOf(again)).toBe(await answersOf(opened));

  const { files, lacking } = await pictureFiles(study, store.studies);
  expect(lacking).toEqual([]);
  expect([...files.keys()].filter((id) => !id.startsWith('blank:'))).toHaveLength(20);
  expect(files.get('blank:grey')?.name).toBe('blank-grey.png');
});
