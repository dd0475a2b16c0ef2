import { beforeAll, describe, expect, it } from 'vitest';
import { BLANKS } from '../../../core/prompts/cueKinds.ts';
import type { AskPlan } from '../../../core/prompts/types.ts';
import { brief } from '../../../core/prompts/brief.ts';
import { plannedCost } from '../../../core/study/plannedCost.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { createAsk } from '../../asking/ask.ts';
import { pictureOf, testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { saveStudy } from '../open/studies.ts';
import type { StudyProgress } from '../studyApi.ts';
import { runStudy } from './runStudy.ts';
import { StopSignal } from './stopSignal.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

const BRAZIL = '11'.repeat(32);
const KOREA = '22'.repeat(32);
const pictures = [
  pictureOf(BRAZIL, { caption: 'a street of Rio' }),
  pictureOf(KOREA, { country: 'KOR', caption: 'a street of Seoul' })
];
const controls: Study['controls'] = ['frame', 'blank', 'shuffled', 'caption'];

/** A study with all controls, without a gate, in words. */
async function setUp(change: Partial<Study> = {}) {
  const gate = { ...testStudy(survey).gate, on: false };
  const study = testStudy(survey, { pictures, controls, gate, readouts: ['text'], ...change });
  const services = await testServices(survey, study);
  const { engine, store } = services;
  const handed: string[] = [];
  const add = engine.addPicture.bind(engine);
  engine.addPicture = async (id) => {
    handed.push(id);
    await add(id);
  };
  let progress: StudyProgress | undefined;
  const run = (id = study.id) =>
    runStudy(id, services, new StopSignal(), (now) => (progress = now));
  const open = (id = study.id) => openStudy(id, store.studies, services.surveyFor);
  return { study, services, engine, handed, run, open, last: () => progress as StudyProgress };
}

describe('controls of a study', () => {
  it('are asked beside their cues, and progress and cost count them', async () => {
    const { study, run, open, last, engine, handed } = await setUp();
    const { cost } = plannedCost(study, survey);
    expect(await run()).toBe(true);
    // No cue, frame, three blanks, two names; two pictures, each with tiles and a caption.
    expect(cost.answers).toBe((1 + 1 + 3 + 2 + 2 * 3) * 3);
    expect(cost.pictures).toBe(3 + 2 * 2);
    expect(last()).toMatchObject({ done: cost.answers, total: cost.answers });
    const { columns, missing } = await open();
    expect([columns.length, missing]).toEqual([cost.answers, 0]);
    // A picture is handed over once, for itself and its tiles.
    expect(handed).toEqual([BRAZIL, KOREA]);
    const asked = new Set(engine.computed.map(({ picture }) => picture));
    expect(asked).toEqual(
      new Set([
        null,
        ...BLANKS.map((blank) => `blank:${blank}`),
        ...[BRAZIL, `${BRAZIL}:shuffled:1`, KOREA, `${KOREA}:shuffled:1`]
      ])
    );
  });

  it('a caption needs no picture, tiles need theirs', async () => {
    const { study, services, run, open, engine, handed } = await setUp({ controls: [] });
    await run();
    const ask = async (added: Study['controls']) => {
      handed.length = engine.computed.length = 0;
      await saveStudy(services.store.studies, { ...study, controls: added });
      const { missing } = await open();
      await run();
      expect((await open()).missing).toBe(0);
      return missing;
    };
    expect(await ask(['caption'])).toBe(2 * 3);
    expect(handed).toEqual([]);
    expect(engine.computed.every(({ picture }) => picture === null)).toBe(true);
    expect(engine.computed[0]?.prefix).toContain('a street of Rio');
    expect(await ask(['blank'])).toBe(3 * 3);
    expect(handed).toEqual([]);
    expect(await ask(['shuffled'])).toBe(2 * 3);
    expect(handed).toEqual([BRAZIL, KOREA]);
  });

  it('of a picture that the gate shuts are shut as well', async () => {
    const gate = { ...testStudy(survey).gate, method: 'free' as const };
    const gated = pictures.map((picture) => ({ ...picture, included: 'gate' as const }));
    const { run, open, last, engine } = await setUp({ gate, pictures: gated });
    expect((await open()).missing).toBe(13 * 3);
    expect(await run()).toBe(true);
    const shut = last().parts.filter((part) => part.shut);
    expect(shut.map(({ cue }) => cue)).toEqual([
      { kind: 'picture', picture: KOREA, category: 'food' },
      { kind: 'shuffled', picture: KOREA, category: 'food', seed: 1 },
      { kind: 'caption', picture: KOREA, category: 'food', caption: 'a street of Seoul' }
    ]);
    const asked = engine.computed.map((job) => JSON.stringify(job)).join();
    expect(asked).not.toMatch(new RegExp(`${KOREA}|Seoul`));
    expect(asked).toContain(`${BRAZIL}:shuffled`);
    const { missing, frame } = await open();
    expect(missing).toBe(0);
    expect(frame.cues.filter((cue) => 'picture' in cue && cue.picture === KOREA)).toEqual([]);
  });

  it('blanks and frame are computed once, for every study and the Lab', async () => {
    const { study, services, run, engine } = await setUp();
    await run();
    engine.computed.length = 0;
    const others = ['33', '44'].map((byte) => pictureOf(byte.repeat(32)));
    const files = others.map(({ id, name }) => ({
      ...{ id, name, file: new Blob([id]), type: 'image/png' },
      ...{ width: 1, height: 1, addedAt: 0 }
    }));
    await services.store.studies.putPictures(files);
    await saveStudy(services.store.studies, {
      ...{ ...study, id: 'other', pictures: others, seed: 2 }
    });
    await run('other');
    expect(engine.computed.length).toBeGreaterThan(0);
    expect(engine.computed.every(({ picture }) => /^(33|44)/.test(picture ?? ''))).toBe(true);
    engine.computed.length = 0;
    const plan: AskPlan = {
      cues: [
        { kind: 'frame' },
        ...BLANKS.map((blank) => ({ kind: 'blank', blank, category: 'food' }) as const)
      ],
      questions: study.questions.flatMap((id) => survey.question(id) ?? []),
      ...{ template: brief, readout: 'text', orders: 'single', dontKnow: 'omit' }
    };
    const { engine: own, store } = services;
    const loaded = await own.load();
    const events = { onAnswer: () => undefined, onProgress: () => undefined };
    // The fake engine has what a run asks of one, and no more.
    const asEngine = own as unknown as Parameters<typeof createAsk>[0]['engine'];
    const asked = createAsk({ engine: asEngine, answers: store.answers, loaded })(plan, events);
    expect((await asked.done).cached).toBe(4 * 3);
    expect(own.computed).toEqual([]);
  });
});
