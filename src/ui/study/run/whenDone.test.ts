import { expect, it } from 'vitest';
import type { QueueItemStatus, QueueState } from '../../../run/study/studyApi.ts';
import { whenDone } from './whenDone.ts';

const state = (items: Record<string, QueueItemStatus>): QueueState => ({
  status: 'running',
  items: Object.entries(items).map(([study, status]) => ({
    study,
    status,
    progress: null,
    error: null
  }))
});

it('tells of each end once, not of what was done before, failed or was taken off', () => {
  let listener: (state: QueueState) => void = () => undefined;
  const told: string[] = [];
  whenDone(
    {
      state: state({ old: 'done', a: 'running', b: 'waiting', c: 'waiting' }),
      subscribe: (heard) => {
        listener = heard;
        return () => undefined;
      }
    },
    (study) => told.push(study)
  );
  listener(state({ old: 'done', a: 'done', b: 'running', c: 'waiting' }));
  listener(state({ old: 'done', a: 'done', b: 'failed' }));
  expect(told).toEqual(['a']);
  // Asked again, it ends again.
  listener(state({ a: 'waiting' }));
  listener(state({ a: 'done' }));
  expect(told).toEqual(['a', 'a']);
});
