import { expect, test } from 'vitest';
import { CHAT } from '../fixtures/asking.ts';
import type { StudyModelRun } from './studyTypes.ts';
import { asNowSeen } from './viewChoice.ts';

test('runs are looked up by the view that a study now wants, where the model has it', () => {
  const run = (change: Partial<StudyModelRun>): StudyModelRun => ({
    ...{ model: 'm', manifestHash: '0', dtype: 'q4', device: 'wasm', adapter: null, threads: 1 },
    ...{ runner: 'packed', selfCheck: { maxError: 0, tolerance: 0, canaries: 0 }, chat: CHAT },
    ...{ readouts: ['text'] as const, ...change }
  });
  const runs = {
    chooser: run({ view: 'one', views: ['one', 'full'] }),
    whole: run({ view: 'one', views: ['one'] }),
    own: run({})
  };
  const viewsOf = (view?: 'one' | 'full') =>
    Object.values(asNowSeen({ study: { view }, runs }).runs).map((each) => each.view);
  expect(viewsOf()).toEqual(['one', 'one', undefined]);
  expect(viewsOf('full')).toEqual(['full', 'one', undefined]);
});
