import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { CHAT } from '../../../core/fixtures/asking.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { memoryStore } from '../../../store/memory.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { saveStudy } from '../open/studies.ts';
import { exportStudyZip } from '../zip/exportZip.ts';
import { readStudyZip, storeImported } from '../zip/importZip.ts';
import { readParts } from '../zip/readParts.ts';
import { runStudy } from './runStudy.ts';
import { StopSignal } from './stopSignal.ts';

const MADE_UP = '<|im_start|>system\nBe polite.<|im_end|>\n';
const options = { pictures: false, app: '1.0.0', base: 'http://127.0.0.1:1/' };

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

/** A study of a model whose template makes up a system turn; `chat` as an earlier version read it. */
async function setUp(change: Partial<Study>, chat = { ...CHAT, standard: MADE_UP }) {
  const study = testStudy(survey, change);
  const services = await testServices(survey, study);
  const loaded = { ...(await services.engine.load()), chat };
  services.engine.load = async () => loaded;
  const { studies } = services.store;
  return {
    services,
    ask: () => runStudy(study.id, services, new StopSignal(), () => undefined),
    change: (system: Study['system']) => saveStudy(studies, { ...study, system }),
    open: () => openStudy(study.id, studies, services.surveyFor),
    zip: () => exportStudyZip(study.id, studies, async () => survey, options),
    /** What opens the prompts computed so far, the baselines of words apart. */
    openings: () =>
      new Set(
        services.engine.computed
          .filter(({ prefix }) => prefix !== '')
          .map(({ prefix }) => prefix.slice(0, prefix.indexOf('<|im_start|>user')))
      )
  };
}

it('a study as usual asks every prompt, the gate’s too, behind the model’s own system turn', async () => {
  const { ask, open, openings } = await setUp({ system: 'usual' });
  await ask();
  expect(openings()).toEqual(new Set([MADE_UP]));
  const { frame, missing, gates } = await open();
  expect([missing, gates.length]).toEqual([0, 2]);
  expect(frame.conditions.map(({ system }) => system)).toEqual(['own', 'own']);
});

it('a study of an earlier version goes on without one', async () => {
  const { ask, open, openings } = await setUp({});
  await ask();
  expect(openings()).toEqual(new Set(['']));
  expect((await open()).frame.conditions.some((condition) => 'system' in condition)).toBe(false);
});

it('answers behind one opening are never taken for those behind another', async () => {
  const { ask, change, open, services } = await setUp({ system: 'none' });
  await ask();
  const first = (await open()).columns;
  await change('own');
  expect((await open()).columns.length).toBe(0);
  expect((await open()).gates).toEqual([]);
  await ask();
  const second = (await open()).columns;
  expect(second.length).toBe(first.length);
  expect(second).not.toEqual(first);
  const computed = services.engine.computed.length;
  await change('none');
  await ask();
  expect((await open()).columns).toEqual(first);
  expect(services.engine.computed).toHaveLength(computed);
});

it('nor where nobody has read yet what the model’s own is', async () => {
  const former: typeof CHAT = CHAT;
  const { ask, change, open } = await setUp({}, former as typeof CHAT & { standard: string });
  await ask();
  expect((await open()).missing).toBe(0);
  await change('own');
  expect((await open()).columns.length).toBe(0);
});

it('goes through a zip, and is named there', async () => {
  const { ask, open, zip } = await setUp({ system: 'own' });
  await ask();
  const here = await open();
  const file = await zip();
  const manifest = JSON.parse(
    new TextDecoder().decode(unzipSync(new Uint8Array(await file.arrayBuffer()))['manifest.json'])
  ) as { conditions: { system?: string }[]; prompts: { prefixes: string[] }[] };
  expect(manifest.conditions.map(({ system }) => system)).toEqual(['own', 'own']);
  for (const { prefixes } of manifest.prompts) {
    for (const prefix of prefixes) expect(prefix.startsWith(MADE_UP)).toBe(true);
  }
  const { studies } = memoryStore();
  const surveyFor = async () => survey;
  const takePicture = () => Promise.reject(new Error('The zip has no pictures.'));
  const imported = await readStudyZip(file, { surveyFor, takePicture, readParts });
  const record = await storeImported(imported, studies);
  const there = await openStudy(record.id, studies, surveyFor);
  expect(record.study.system).toBe('own');
  expect(there.columns).toEqual(here.columns);
  expect(there.gates).toEqual(here.gates);
  expect(there.frame.conditions).toEqual(here.frame.conditions);
});
