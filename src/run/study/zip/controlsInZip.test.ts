import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { withBundledScores } from '../../asking/withBundledScores.ts';
import { memoryStore } from '../../../store/memory.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { pictureOf, testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { runStudy } from '../queue/runStudy.ts';
import { StopSignal } from '../queue/stopSignal.ts';
import { exportStudyZip } from './exportZip.ts';
import { readStudyZip, storeImported } from './importZip.ts';
import { readParts } from './readParts.ts';
import { scoresInZip } from './scoresInZip.ts';

const options = { pictures: true, app: '1.0.0', base: 'http://127.0.0.1:1/' };

async function takePicture(file: File): Promise<{ picture: StoredPicture }> {
  const { name, type } = file;
  const picture = { id: await file.text(), name, type, width: 1, height: 1, file, addedAt: 0 };
  return { picture };
}

it('controls go through a zip: answers, prompts, names in the table, scores to lend', async () => {
  const survey = await loadSurvey();
  const [first, second] = ['11', '22'].map((byte) => byte.repeat(32)) as [string, string];
  const study = testStudy(survey, {
    pictures: [
      pictureOf(first, { caption: '=a "street", of Rio' }),
      pictureOf(second, { country: 'KOR', category: null })
    ],
    controls: ['frame', 'blank', 'shuffled', 'caption']
  });
  const services = await testServices(survey, study);
  const run = (id: string, to = services) => runStudy(id, to, new StopSignal(), () => undefined);
  await run(study.id);
  const here = await openStudy(study.id, services.store.studies, services.surveyFor);
  const zip = await exportStudyZip(study.id, services.store.studies, async () => survey, options);

  const { studies } = memoryStore();
  const surveyFor = async () => survey;
  const imported = await readStudyZip(zip, { surveyFor, takePicture, readParts });
  const record = await storeImported(imported, studies);
  expect(record.study.controls).toEqual(study.controls);
  const there = await openStudy(record.id, studies, surveyFor);
  expect(there.columns).toEqual(here.columns);
  expect(there.frame).toEqual(here.frame);
  expect(there.missing).toBe(0);
  expect(imported.manifest.cues).toEqual(here.frame.cues);

  const parts = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const text = (name: string) => new TextDecoder().decode(parts[name]);
  const [head, ...rows] = text('answers.csv').trim().split('\r\n');
  const at = head?.split(',').indexOf('cue_picture') ?? -1;
  // Rows of the words' readout hold no quoted cell before the picture.
  const named = new Set(
    rows.map((row) =>
      row
        .split(',')
        .slice(at - 2, at + 1)
        .join()
    )
  );
  expect([...named]).toEqual([
    'neutral,,',
    'frame,,',
    ...['blank,,blank:grey', 'blank,,blank:white', 'blank,,blank:noise'],
    'country,BRA,',
    'country,KOR,',
    ...[`picture,,${first}`, `shuffled,,${first}:shuffled:1`, `caption,,${first}:caption`],
    ...[`picture,,${second}`, `shuffled,,${second}:shuffled:1`]
  ]);
  const { prompts } = JSON.parse(text('manifest.json')) as { prompts: { prefixes: string[] }[] };
  const prefixes = prompts[0]?.prefixes ?? [];
  expect(prefixes).toHaveLength(here.frame.cues.length);
  expect(prefixes[1]).toContain('You live in a country.');
  const caption = here.frame.cues.findIndex(({ kind }) => kind === 'caption');
  expect(prefixes[caption]).toContain('=a "street", of Rio');
  expect(prefixes[caption]).not.toContain('<image>');

  // Who asks the same finds the zip's scores, blanks and tiles among them.
  const other = testStudy(survey, { ...study, id: 'another', gate: { ...study.gate, on: false } });
  const fresh = await testServices(survey, other);
  const answers = withBundledScores(fresh.store.answers, () => scoresInZip(zip));
  await run('another', { ...fresh, store: { ...fresh.store, answers } });
  expect(fresh.engine.computed).toEqual([]);
});
