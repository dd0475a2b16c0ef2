import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { StudyProgress } from '../studyApi.ts';
import { pictureOf, testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { runStudy } from './runStudy.ts';
import { StopSignal } from './stopSignal.ts';
import { duplicateStudy, removeStudy, saveStudy } from '../open/studies.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

/** 5 cues x 2 readouts x 3 questions. */
const ANSWERS = 5 * 2 * 3;

async function setUp(change: Parameters<typeof testStudy>[1] = {}) {
  const study = testStudy(survey, change);
  const services = await testServices(survey, study);
  const seen: StudyProgress[] = [];
  const run = (stop = new StopSignal(), id = study.id) =>
    runStudy(id, services, stop, (progress) => seen.push(progress));
  const open = (id = study.id) => openStudy(id, services.store.studies, services.surveyFor);
  return { study, services, run, open, seen, last: () => seen.at(-1) as StudyProgress };
}

describe('a study', () => {
  it('is asked whole, each prefix and picture in one stretch', async () => {
    const { run, open, last, services } = await setUp();
    expect(await run()).toBe(true);
    const opened = await open();
    expect(opened.columns.length).toBe(ANSWERS);
    expect(opened.missing).toBe(0);
    expect(opened.gates).toHaveLength(2);
    expect(last()).toMatchObject({ done: ANSWERS, total: ANSWERS, cached: 0, phase: 'asking' });
    const prefixes = services.engine.computed.map(({ prefix, picture }) => `${picture} ${prefix}`);
    const own = prefixes.filter((prefix) => prefix !== 'null ');
    const stretches = own.filter((prefix, k) => prefix !== own[k - 1]);
    expect(new Set(stretches).size).toBe(stretches.length);
    expect(services.engine.held.size).toBe(0);
  });

  it('asks about further countries by name, in the first readout', async () => {
    const alsoNamed = survey.countries.map(({ code, name }) => ({ code, name }));
    const { run, open, last } = await setUp({ alsoNamed, readouts: ['text', 'letter'] });
    expect(await run()).toBe(true);
    const more = (alsoNamed.length - 2) * 3;
    const { columns, frame, missing } = await open();
    expect(columns.length).toBe(ANSWERS + more);
    expect(missing).toBe(0);
    expect(last()).toMatchObject({ done: ANSWERS + more, total: ANSWERS + more });
    // Tables are about the study's own countries; the further ones stand behind all other cues.
    expect(frame.countries).toHaveLength(2);
    const rows = [...columns.cue].flatMap((cue, row) => (cue >= 5 ? [row] : []));
    expect(rows).toHaveLength(more);
    expect(new Set(rows.map((row) => columns.condition[row]))).toEqual(new Set([0]));
    expect(frame.cues.slice(5).every(({ kind }) => kind === 'country')).toBe(true);
  });

  it('computes nothing twice, in itself or in a copy', async () => {
    const { run, open, services, study, last } = await setUp();
    await run();
    const computed = services.engine.computed.length;
    await run();
    const other = await saveStudy(services.store.studies, { ...study, id: 'other' });
    expect(await run(new StopSignal(), other.id)).toBe(true);
    expect(services.engine.computed).toHaveLength(computed);
    expect(last()).toMatchObject({ done: ANSWERS, cached: ANSWERS });
    const copy = await duplicateStudy(services.store.studies, study.id, 'Copy');
    expect((await open(copy.id)).columns).toEqual((await open()).columns);
  });

  it('asks only for what a change adds', async () => {
    const { run, open, services, study } = await setUp();
    await run();
    const before = services.engine.computed.length;
    const wider = { ...study, questions: [...study.questions, 'Q165'] };
    await saveStudy(services.store.studies, wider);
    expect((await open()).missing).toBe(5 * 2);
    await run();
    // Letters in two orders and words for five cues, and the words' baseline once.
    expect(services.engine.computed.length - before).toBe(5 * 3 + 1);
    expect((await open()).columns.length).toBe(5 * 2 * 4);
  });

  it('stops within one question and goes on where it was', async () => {
    const { run, open, services } = await setUp();
    const stop = new StopSignal();
    services.engine.before = () => {
      if (services.engine.computed.length === 20) stop.stop();
    };
    expect(await run(stop)).toBe(false);
    expect(services.engine.computed).toHaveLength(20);
    const { columns, missing } = await open();
    expect(columns.length).toBeGreaterThan(0);
    expect(columns.length + missing).toBe(ANSWERS);
    services.engine.before = () => undefined;
    expect(await run()).toBe(true);
    const jobs = services.engine.computed.map((job) => JSON.stringify(job));
    expect(new Set(jobs).size).toBe(jobs.length);
    expect((await open()).missing).toBe(0);
  });

  it('is asked from the beginning where the engine comes back on another device', async () => {
    const { run, open, services, study, last } = await setUp();
    const { engine, store } = services;
    const loaded = await engine.load();
    let asked = 0;
    engine.before = () => {
      if (++asked === 17) throw new AppError('device-lost');
    };
    const back = { ...loaded, device: 'webgpu' as const };
    Object.assign(engine, { revive: async () => back });
    expect(await run()).toBe(true);
    expect((await store.studies.get(study.id))?.runs['model-a']?.device).toBe('webgpu');
    const { columns, missing } = await open();
    expect(columns.length).toBe(ANSWERS);
    expect(missing).toBe(0);
    expect(last()).toMatchObject({ done: ANSWERS, total: ANSWERS, cached: 0 });
    const undisturbed = await setUp();
    await undisturbed.run();
    expect((await undisturbed.open()).columns).toEqual(columns);
  });

  it('survives crashes of the engine, but not three in a row', async () => {
    const { run, open, services, last } = await setUp();
    let crashes = 0;
    services.engine.before = () => {
      if (services.engine.computed.length % 7 === 6 && crashes++ % 2 === 0) {
        throw new AppError('engine-crashed');
      }
    };
    expect(await run()).toBe(true);
    expect(crashes).toBeGreaterThan(4);
    expect((await open()).columns.length).toBe(ANSWERS);
    expect(last()).toMatchObject({ done: ANSWERS, total: ANSWERS });

    const broken = await setUp();
    let tries = 0;
    broken.services.engine.before = () => {
      tries++;
      throw new AppError('engine-crashed');
    };
    await expect(broken.run()).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(tries).toBe(3);
  });

  it('counts a crash while a picture is handed over, and one of its questions, to one budget', async () => {
    const { run, open, services } = await setUp();
    const { engine } = services;
    const add = engine.addPicture.bind(engine);
    let crashes = 0;
    engine.addPicture = async (id) => {
      if (crashes++ < 2) throw new AppError('engine-crashed');
      await add(id);
    };
    expect(await run()).toBe(true);
    expect((await open()).columns.length).toBe(ANSWERS);

    const broken = await setUp();
    const { engine: other } = broken.services;
    let faults = 0;
    other.addPicture = async (id) => {
      if (faults < 2) {
        faults++;
        throw new AppError('engine-crashed');
      }
      other.held.add(id);
    };
    other.before = ({ picture }) => {
      if (picture === null) return;
      faults++;
      throw new AppError('out-of-memory');
    };
    await expect(broken.run()).rejects.toMatchObject({ code: 'out-of-memory' });
    // One behind the progress of the cues before, then three without any.
    expect(faults).toBe(4);
  });

  it('counts the models that come later from the start', async () => {
    const models = ['model-a', 'model-b'].map((model) => ({ model, manifestHash: null }));
    const { run, open, seen } = await setUp({ models });
    expect(await run()).toBe(true);
    const asking = seen.filter(({ phase }) => phase === 'asking');
    expect(new Set(asking.map(({ total }) => total))).toEqual(new Set([2 * ANSWERS]));
    expect((await open()).columns.length).toBe(2 * ANSWERS);
  });

  it('shuts out what the gate does not pass', async () => {
    const pictures = [
      pictureOf('11'.repeat(32), { included: 'gate' }),
      pictureOf('22'.repeat(32), { included: 'no' })
    ];
    const { run, open, last } = await setUp({ pictures });
    await run();
    const { frame, gates, missing } = await open();
    expect(missing).toBe(0);
    expect(gates).toHaveLength(1);
    expect(gates[0]?.ranking).toHaveLength(92);
    expect(frame.pictures).toHaveLength(gates[0]?.passes ? 1 : 0);
    expect(last().parts.some(({ shut }) => shut)).toBe(!gates[0]?.passes);
  });

  describe('with free answers to the gate', () => {
    const free = (study: { gate: Study['gate'] }) => ({ ...study.gate, method: 'free' as const });
    const pictures = [
      pictureOf('11'.repeat(32), { included: 'gate' }),
      pictureOf('22'.repeat(32), { included: 'gate', country: 'KOR' }),
      pictureOf('33'.repeat(32), { included: 'yes', country: 'KOR' })
    ];
    const setUpFree = async (change: Parameters<typeof testStudy>[1] = {}) => {
      const all = await setUp({ pictures, gate: free(testStudy(survey)), ...change });
      all.services.engine.answer = ({ picture }) =>
        picture?.startsWith('11')
          ? '{"caption": "A street.", "first-choice": "Brazil", "second-choice": "Peru"}'
          : '=I cannot tell,\n"really"';
      return all;
    };

    it('reads a ranking; who answers nothing readable does not pass, a hand decides first', async () => {
      const { run, open, services, last } = await setUpFree();
      expect(await run()).toBe(true);
      const { gates, frame, missing } = await open();
      expect(gates.map(({ rank, passes }) => [rank, passes])).toEqual([
        [1, true],
        [null, false],
        [null, false]
      ]);
      expect(gates[0]?.ranking).toEqual([{ country: 'BRA' }, { country: 'PER' }]);
      expect(gates[1]).toMatchObject({
        ranking: [],
        answer: { text: '=I cannot tell,\n"really"', cut: false }
      });
      expect(frame.pictures.map(({ id }) => id.slice(0, 2))).toEqual(['11', '33']);
      expect(missing).toBe(0);
      expect(last().parts.filter(({ shut }) => shut)).toHaveLength(2);
      expect(services.engine.answered).toHaveLength(3);
      const names = services.engine.computed.filter(({ targets }) =>
        JSON.stringify(targets).includes('Brazil.')
      );
      expect(names).toEqual([]);
    });

    it('asks each picture once, also across studies; the other method has its own results', async () => {
      const { run, open, services, study } = await setUpFree();
      await run();
      await run();
      const other = await saveStudy(services.store.studies, { ...study, id: 'other' });
      await run(new StopSignal(), other.id);
      expect(services.engine.answered).toHaveLength(3);
      expect((await open(other.id)).gates).toEqual((await open()).gates);
      const exact = { ...study, gate: { ...study.gate, method: 'exact' as const } };
      await saveStudy(services.store.studies, exact);
      expect((await open()).gates).toEqual([]);
      await run();
      expect((await open()).gates[0]?.ranking).toHaveLength(92);
      expect((await open()).gates.every(({ answer }) => answer === null)).toBe(true);
      await saveStudy(services.store.studies, study);
      expect((await open()).gates[0]?.ranking).toHaveLength(2);
    });

    it('stops in the middle of an answer, keeps nothing of it, and goes on', async () => {
      const { run, open, services } = await setUpFree();
      const stop = new StopSignal();
      services.engine.beforeAnswer = () => stop.stop();
      expect(await run(stop)).toBe(false);
      expect((await open()).gates).toEqual([]);
      services.engine.beforeAnswer = () => undefined;
      let crashes = 0;
      services.engine.beforeAnswer = () => {
        if (crashes++ < 2) throw new AppError('engine-crashed');
      };
      expect(await run()).toBe(true);
      expect((await open()).gates).toHaveLength(3);
    });
  });

  it('comes back after a removal, answers and all', async () => {
    const { run, open, services, study } = await setUp();
    await run();
    const undo = await removeStudy(services.store.studies, study.id);
    expect(await services.store.studies.list()).toEqual([]);
    await undo();
    expect((await open()).columns.length).toBe(ANSWERS);
    await removeStudy(services.store.studies, study.id);
    await services.store.studies.purge(Infinity);
    await expect(open()).rejects.toMatchObject({ code: 'study-missing' });
    expect(await services.store.studies.segments(study.id)).toEqual([]);
  });
});
