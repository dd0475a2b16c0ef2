import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../../../store/memory.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { withBundledScores } from '../../asking/withBundledScores.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { usualHeadline, type PlanChoices } from '../../../core/study/plan/studyPlan.ts';
import { freezePlan } from '../plan/freeze.ts';
import { exportStudyZip } from './exportZip.ts';
import { testServices, testStudy } from '../fixtures.ts';
import { sha256 } from '../../../core/digest.ts';
import { readStudyZip, storeImported } from './importZip.ts';
import { scoresInZip } from './scoresInZip.ts';
import { openStudy } from '../open/openStudy.ts';
import { readParts } from './readParts.ts';
import { runStudy } from '../queue/runStudy.ts';
import { StopSignal } from '../queue/stopSignal.ts';
import { openZip } from '../../../formats/zip/openZip.ts';

let survey: SurveyDataset;
let zip: Blob;
let parts: Record<string, Uint8Array>;
const options = { pictures: true, app: '1.0.0', base: 'http://127.0.0.1:1/' };

async function takePicture(file: File): Promise<{ picture: StoredPicture }> {
  const id = await file.text();
  const { name, type } = file;
  return { picture: { id, name, type, width: 1, height: 1, file, addedAt: 0 } };
}

const read = (file: Blob) =>
  readStudyZip(file, { surveyFor: async () => survey, takePicture, readParts });
const zipped = (files: Zippable) => new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]);

/** The same zip with another text in one part, listed as it should be. */
async function changed(
  all: Record<string, Uint8Array>,
  part: string,
  to: (text: string) => string
): Promise<Blob> {
  const bytes = strToU8(to(new TextDecoder().decode(all[part])));
  const manifest = JSON.parse(new TextDecoder().decode(all['manifest.json']));
  manifest.files[part] = { bytes: bytes.length, sha256: await sha256(bytes) };
  const listed = strToU8(JSON.stringify(manifest));
  return zipped({ ...all, [part]: bytes, 'manifest.json': listed });
}

async function made() {
  const alsoNamed = [{ code: 'FRA', name: 'France' }];
  const study = testStudy(survey, { name: '=HYPERLINK("x")', alsoNamed });
  const services = await testServices(survey, study);
  await runStudy(study.id, services, new StopSignal(), () => undefined);
  return { study, services };
}

beforeAll(async () => {
  survey = await loadSurvey();
  const { study, services } = await made();
  zip = await exportStudyZip(study.id, services.store.studies, services.surveyFor, options);
  parts = unzipSync(new Uint8Array(await zip.arrayBuffer()));
});

describe('a frozen plan in a zip', () => {
  const choices = (study: Study) =>
    ({
      ...{ headline: usualHeadline(study), figures: ['similarity'] },
      ...{ caveats: 'out', topics: 'ours' }
    }) satisfies PlanChoices;
  async function frozenZip() {
    const { study, services } = await made();
    const { studies } = services.store;
    const record = await freezePlan(study.id, choices(study), studies, services.surveyFor);
    const file = await exportStudyZip(study.id, studies, services.surveyFor, options);
    return { record, all: unzipSync(new Uint8Array(await file.arrayBuffer())), file };
  }

  it('comes along, and the manifest names it by its hash', async () => {
    const { record, all, file } = await frozenZip();
    const found = await storeImported(await read(file), memoryStore().studies);
    expect(found.plans).toEqual(record.plans);
    expect(found.study).not.toHaveProperty('plans');
    const manifest = JSON.parse(new TextDecoder().decode(all['manifest.json']));
    const [plan] = record.plans ?? [];
    expect(manifest.plan).toEqual({
      ...{ sha256: plan?.sha256, frozenAt: plan?.frozenAt, answers: plan?.answers }
    });
  });

  it('is refused where its hash is not that of its text', async () => {
    const { all } = await frozenZip();
    // The plan's own metric; the study's stands before it and stays.
    const forged = await changed(all, 'study.json', (text) => {
      const document = JSON.parse(text);
      document.plans[0].plan.metric = 'wasserstein';
      return JSON.stringify(document);
    });
    await expect(read(forged)).rejects.toMatchObject({
      code: 'study-zip-broken',
      params: { part: 'study.json', where: 'plans' }
    });
  });
});

describe('a study in a zip', () => {
  it('opens elsewhere with the same bits', async () => {
    const { study, services } = await made();
    const here = await openStudy(study.id, services.store.studies, services.surveyFor);
    const { studies } = memoryStore();
    const record = await storeImported(await read(zip), studies);
    const there = await openStudy(record.id, studies, services.surveyFor);
    expect(there.columns).toEqual(here.columns);
    expect(there.frame).toEqual(here.frame);
    expect(there.gates).toEqual(here.gates);
    expect(there.missing).toBe(0);
    expect(record).toMatchObject({ origin: 'imported', study: { name: study.name } });
    expect(await studies.picture(study.pictures[0]?.id ?? '')).toBeDefined();
    const again = await exportStudyZip(record.id, studies, services.surveyFor, options);
    const second = unzipSync(new Uint8Array(await again.arrayBuffer()));
    expect(second['answers.csv']).toEqual(parts['answers.csv']);
    expect(second['gates.csv']).toEqual(parts['gates.csv']);
  });

  it.each(['brief', 'paper'] as const)(
    'keeps free answers to the %s gate word for word',
    async (prompt) => {
      const gate = { ...testStudy(survey).gate, method: 'free' as const, prompt };
      const study = testStudy(survey, { gate });
      const services = await testServices(survey, study);
      const [first, second] = study.pictures;
      const said = new Map([
        [first?.id, "'=HYPERLINK(\"x\"),\r\n{'first-choice': 'Brazil'}\n"],
        [second?.id, '-1, "nothing" …\n\n']
      ]);
      services.engine.answer = ({ picture }) => said.get(picture ?? '') ?? '';
      await runStudy(study.id, services, new StopSignal(), () => undefined);
      const here = await openStudy(study.id, services.store.studies, services.surveyFor);
      expect(here.gates.map(({ rank }) => rank)).toEqual([1, null]);
      const made = await exportStudyZip(
        study.id,
        services.store.studies,
        services.surveyFor,
        options
      );
      const own = unzipSync(new Uint8Array(await made.arrayBuffer()));
      const csv = new TextDecoder().decode(own['gates.csv']);
      expect(csv).not.toMatch(/(^|,)"?[=-]/m);
      const manifest = JSON.parse(new TextDecoder().decode(own['manifest.json']));
      expect(manifest.gatePrompt[0].suffix).toContain('JSON');
      const { studies } = memoryStore();
      const record = await storeImported(await read(made), studies);
      expect(record.study.gate.method).toBe('free');
      const there = await openStudy(record.id, studies, services.surveyFor);
      expect(there.gates).toEqual(here.gates);
      expect(there.gates.map(({ answer }) => answer?.text)).toEqual([...said.values()]);
      const again = await exportStudyZip(record.id, studies, services.surveyFor, options);
      expect(unzipSync(new Uint8Array(await again.arrayBuffer()))['gates.csv']).toEqual(
        own['gates.csv']
      );
      // A kind of picture that is asked about differently was not asked about yet.
      const [one, ...others] = record.study.pictures;
      const pictures = [{ ...one, category: 'people' as const }, ...others] as typeof others;
      await studies.put({ ...record, study: { ...record.study, pictures } });
      const changedKind = await openStudy(record.id, studies, services.surveyFor);
      expect(changedKind.gates).toHaveLength(here.gates.length - (prompt === 'paper' ? 1 : 0));
      // A study whose method says otherwise, or a row that was never written so, is refused.
      const broken: [string, (text: string) => string][] = [
        ['study.json', (text) => text.replace('"method": "free"', '"method": "exact"')],
        ['study.json', (text) => text.replace('"method": "free"', '"method": "guess"')],
        ['gates.csv', (text) => text.replace(/,0,/, ',no,')]
      ];
      for (const [part, change] of broken) {
        await expect(read(await changed(own, part, change))).rejects.toMatchObject({
          code: 'study-zip-broken'
        });
      }
    }
  );

  it('lends its scores to whoever asks the same', async () => {
    const study = testStudy(survey, {
      id: 'another',
      gate: { ...testStudy(survey).gate, on: false }
    });
    const services = await testServices(survey, study);
    const bundled = () => scoresInZip(zip);
    const answers = withBundledScores(services.store.answers, bundled);
    const store = { ...services.store, answers };
    await runStudy(study.id, { ...services, store }, new StopSignal(), () => undefined);
    expect(services.engine.computed).toEqual([]);
    expect(await services.store.answers.count()).toBe(0);
    const { columns, missing } = await openStudy(study.id, store.studies, services.surveyFor);
    const own = await openStudy(
      'study-1',
      (await made()).services.store.studies,
      async () => survey
    );
    expect(missing).toBe(0);
    // France was only named in the study that lends, behind all other cues.
    expect(columns.values).toEqual(own.columns.values.subarray(0, columns.values.length));
  });

  it('tells every probability, prompt and choice', () => {
    const text = (name: string) => new TextDecoder().decode(parts[name]);
    const lines = text('answers.csv').trim().split('\r\n');
    const options = (survey.question('Q1')?.options.length ?? 0) + 2;
    const letters = lines.filter((line) => /^0,0,Q1,/.test(line));
    expect(letters).toHaveLength(2 * options);
    const manifest = JSON.parse(text('manifest.json'));
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining(['study.json', 'answers.csv', 'gates.csv'])
    );
    expect(manifest).toMatchObject({
      seed: 1,
      app: '1.0.0',
      survey: { hash: survey.hash },
      covers: { answers: 33, missing: 0 }
    });
    expect(manifest.prompts[0].prefixes).toHaveLength(6);
    expect(manifest.prompts[0].prefixes[1]).toContain('You live in Brazil.');
    expect(manifest.prompts[0].suffixes.Q1).toHaveLength(2);
  });
});

describe('a bad zip is refused whole', () => {
  const change = (part: string, to: (text: string) => string) => changed(parts, part, to);
  const without = (part: string) =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => name !== part));
  const cases: [string, () => Blob | Promise<Blob>, object][] = [
    ['no zip', () => new Blob(['hello']), { code: 'study-zip-unreadable' }],
    ['empty', () => new Blob([]), { code: 'study-zip-unreadable' }],
    ['cut off', () => zip.slice(0, Math.floor(zip.size / 2)), { code: 'study-zip-unreadable' }],
    [
      'a path that leads out',
      () => zipped({ ...parts, '../evil.json': strToU8('x') }),
      { code: 'study-zip-path', params: { path: '../evil.json' } }
    ],
    [
      'an absolute path',
      () => zipped({ ...parts, '/etc/passwd': strToU8('x') }),
      { code: 'study-zip-path' }
    ],
    [
      'a part more',
      () => zipped({ ...parts, 'extra.json': strToU8('x') }),
      { code: 'study-zip-unlisted', params: { part: 'extra.json' } }
    ],
    ...['manifest.json', 'study.json', 'answers.csv', 'gates.csv'].map(
      (part): [string, () => Blob, object] => [
        `no ${part}`,
        () => zipped(without(part)),
        { code: 'study-zip-missing', params: { part } }
      ]
    ),
    [
      'a changed byte',
      () => {
        const bytes = new Uint8Array(parts['answers.csv'] as Uint8Array);
        bytes[bytes.length - 4] = 57;
        return zipped({ ...parts, 'answers.csv': bytes });
      },
      { code: 'study-zip-changed', params: { part: 'answers.csv' } }
    ],
    [
      'another picture under a picture’s name',
      async () => {
        const part = Object.keys(parts).find((name) => name.startsWith('pictures/')) ?? '';
        return change(part, () => '33'.repeat(32));
      },
      { code: 'study-zip-changed' }
    ],
    [
      'a study of another form',
      () => change('study.json', (text) => text.replace('"metric": "jsd-bits"', '"metric": "x"')),
      { code: 'study-zip-broken', params: { part: 'study.json', where: 'metric' } }
    ],
    [
      'a number that is none',
      () => change('answers.csv', (text) => text.replace(/^(0,0,Q1,0,0),[^,]+/m, '$1,NaN')),
      { code: 'study-zip-broken', params: { part: 'answers.csv', where: 'line 2' } }
    ],
    [
      'a row that is missing',
      () => change('answers.csv', (text) => text.replace(/^0,0,Q1,0,0,.*\r\n/m, '')),
      { code: 'study-zip-broken', params: { part: 'answers.csv' } }
    ],
    [
      'a gate without a name',
      () => change('gates.csv', (text) => text.replace(/^model-a,.*\r\n/m, '')),
      { code: 'study-zip-broken', params: { part: 'gates.csv' } }
    ]
  ];
  it.each(cases)('%s', async (_, make, expected) => {
    await expect(read(await make())).rejects.toMatchObject(expected);
  });

  it('a bomb, however small it says it is', async () => {
    const bomb = zipped({ 'answers.csv': new Uint8Array(12e6) });
    expect(bomb.size).toBeLessThan(20_000);
    await expect(read(bomb)).rejects.toMatchObject({ code: 'study-zip-too-large' });
    const many = zipped(
      Object.fromEntries(Array.from({ length: 20 }, (_, k) => [`part-${k}.csv`, strToU8('x')]))
    );
    const bounds = { parts: 10, part: 100, total: 1000 };
    await expect(openZip(many, bounds)).rejects.toMatchObject({ code: 'study-zip-too-many' });
  });
});
