import { beforeAll, describe, expect, it } from 'vitest';
import { plannedCost } from '../../../core/study/plannedCost.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { memoryStore } from '../../../store/memory.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { Analysis } from '../../stats/analysis.ts';
import { materialOf } from '../../stats/material.ts';
import { pictureOf, testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { exportStudyZip } from '../zip/exportZip.ts';
import { readStudyZip, storeImported } from '../zip/importZip.ts';
import { readParts } from '../zip/readParts.ts';
import { runStudy } from './runStudy.ts';
import { StopSignal } from './stopSignal.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

const pictures = [
  pictureOf('11'.repeat(32), { caption: 'a street of Rio', included: 'gate' }),
  pictureOf('22'.repeat(32), { country: 'KOR', caption: 'a street of Seoul', included: 'gate' })
];
const reader = { model: 'model-a', manifestHash: null, wordsOnly: true as const };

/** A gated study with frames, blanks and captions of a model that reads words only. */
async function setUp(change: Partial<Study> = {}) {
  const controls: Study['controls'] = ['frame', 'blank', 'caption'];
  const study = testStudy(survey, {
    ...{ pictures, controls, readouts: ['text'], models: [reader] },
    ...change
  });
  const services = await testServices(survey, study);
  const { engine, store } = services;
  engine.readers.add('model-a');
  engine.before = ({ picture }) => {
    if (picture !== null && engine.readers.has('model-a'))
      throw new Error('It was shown a picture.');
  };
  const run = () => runStudy(study.id, services, new StopSignal(), () => undefined);
  const open = () => openStudy(study.id, store.studies, services.surveyFor);
  return { study, engine, services, run, open };
}

async function takePicture(file: File) {
  const { name, type } = file;
  const picture = { id: await file.text(), name, type, width: 1, height: 1, file, addedAt: 0 };
  return { picture };
}

describe('a model that reads words only, in a study', () => {
  it('is asked under no cue, the frame, names and captions; nobody is asked by the gate', async () => {
    const { study, engine, run, open } = await setUp();
    const { cost, gate } = plannedCost(study, survey);
    expect([cost.answers, cost.pictures, gate.jobs]).toEqual([(1 + 1 + 2 + 2) * 3, 0, 0]);
    expect((await open()).missing).toBe(cost.answers);
    expect(await run()).toBe(true);
    expect(engine.held.size).toBe(0);
    const { frame, columns, missing, undecided, gates, waiting } = await open();
    expect([columns.length, missing, undecided]).toEqual([cost.answers, 0, 0]);
    expect([gates, waiting]).toEqual([[], []]);
    const kinds = frame.cues.map(({ kind }) => kind);
    expect(kinds).toEqual(['neutral', 'frame', 'country', 'country', 'caption', 'caption']);
    expect(frame.readers).toEqual(['model-a']);
  });

  it('is found out at its load where the study did not know', async () => {
    const { run, open } = await setUp({ models: [{ model: 'model-a', manifestHash: null }] });
    expect(await run()).toBe(true);
    const { record, missing, frame } = await open();
    expect(record.study.models).toEqual([reader]);
    expect([missing, frame.cues.some(({ kind }) => kind === 'picture')]).toEqual([0, false]);
  });

  it('stands beside one that takes pictures, which alone decides at the gate', async () => {
    const models = [reader, { model: 'model-b', manifestHash: null }];
    const { study, engine, run, open } = await setUp({ models });
    engine.before = () => undefined;
    const { cost, gate } = plannedCost(study, survey);
    // The other is asked about three blanks and two pictures as well.
    expect(cost.answers).toBe((6 + 6 + 3 + 2) * 3);
    expect([cost.pictures, gate.jobs]).toEqual([5, 3]);
    expect(await run()).toBe(true);
    const { gates, missing, frame } = await open();
    expect(new Set(gates.map(({ model }) => model))).toEqual(new Set(['model-b']));
    expect(missing).toBe(0);
    const passed = gates.filter(({ passes }) => passes).map(({ picture }) => picture);
    expect(frame.pictures.map(({ id }) => id)).toEqual(passed);
  });

  it('goes through a zip as what it is', async () => {
    const { study, run, open, services } = await setUp();
    await run();
    const options = { pictures: true, app: '1.0.0', base: 'http://127.0.0.1:1/' };
    const { studies: own } = services.store;
    const zip = await exportStudyZip(study.id, own, services.surveyFor, options);
    const { studies } = memoryStore();
    const { surveyFor } = services;
    const imported = await readStudyZip(zip, { surveyFor, takePicture, readParts });
    const record = await storeImported(imported, studies);
    expect(record.study.models).toEqual([reader]);
    const there = await openStudy(record.id, studies, surveyFor);
    const here = await open();
    expect([there.frame, there.missing]).toEqual([here.frame, 0]);
    expect(there.columns).toEqual(here.columns);
  });

  it('has every table, with names and captions where pictures would be', async () => {
    const { run, open } = await setUp();
    await run();
    const opened = await open();
    const analysis = new Analysis();
    analysis.open(materialOf(opened, { caveats: 'out', topics: 'ours' }));
    const choices = { condition: 0, variant: 'pmi', metric: 'jsd-bits', seed: 1 } as const;
    const moved = analysis.movement({ ...choices, control: 'blank' });
    expect(new Set(moved.map(({ cue }) => opened.frame.cues[cue]?.kind))).toEqual(
      new Set(['country', 'caption'])
    );
    expect(moved.every(({ net }) => net !== null)).toBe(true);
    const rows = analysis.specificity(choices);
    expect(rows.map(({ kind }) => kind)).toEqual(['caption', 'country']);
    // All the rest is worked out without a word, and empty where only pictures could fill it.
    const { countries } = analysis.results(choices);
    expect(countries.length).toBeGreaterThan(0);
    expect(analysis.validity(choices).picture).toMatchObject({ overall: null, questions: [] });
    analysis.nearest({ ...choices, cue: 2 });
    analysis.map({ ...choices });
    const mover = { kind: 'name', country: 'BRA' } as const;
    expect(analysis.rows({ ...choices, mover })).toHaveLength(3);
    analysis.letters();
    analysis.ways(choices);
    const headline = {
      test: 'pointing',
      cue: 'country',
      model: 'model-a',
      recognised: []
    } as const;
    analysis.specifications({ ...headline, orders: 'single', seed: 1 });
  });
});
