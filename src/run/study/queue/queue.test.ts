import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { testServices, testStudy } from '../fixtures.ts';
import { StudyQueue } from './queue.ts';
import { saveStudy } from '../open/studies.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

async function setUp() {
  const study = testStudy(survey);
  const services = await testServices(survey, study);
  const open = () => new StudyQueue({ ...services, documents: services.store.documents });
  return { study, services, open };
}

const statuses = (queue: StudyQueue) =>
  queue.state.items.map(({ study, status }) => `${study} ${status}`);

describe('the queue', () => {
  it('works studies one after the other and keeps the list', async () => {
    const { study, services, open } = await setUp();
    await saveStudy(services.store.studies, { ...study, id: 'study-2', questions: ['Q165'] });
    const queue = open();
    const seen = new Set<string>();
    queue.subscribe(({ items }) => seen.add(items.map(({ status }) => status).join()));
    await queue.add('study-1');
    await queue.add('study-2');
    await queue.add('gone');
    expect(queue.state.status).toBe('running');
    await queue.start();
    await vi.waitFor(() => expect(queue.state.status).toBe('idle'));
    expect(statuses(queue)).toEqual(['study-1 done', 'study-2 done', 'gone failed']);
    expect(queue.state.items[2]?.error?.code).toBe('study-missing');
    expect(seen).toContain('done,running,waiting');
    expect(queue.state.items[0]?.progress).toMatchObject({ done: 30, total: 30 });
    queue.close();
    const next = open();
    await next.start();
    expect(statuses(next)).toEqual(statuses(queue));
    await next.add('study-1');
    expect(statuses(next)).toEqual(['study-2 done', 'gone failed', 'study-1 waiting']);
    next.close();
  });

  it('pauses at once, goes on after a reload, and cancels', async () => {
    const { services, open } = await setUp();
    const queue = open();
    await queue.start();
    services.engine.before = () => {
      if (services.engine.computed.length === 12) void queue.pause();
    };
    await queue.add('study-1');
    await vi.waitFor(() => {
      expect(queue.state.status).toBe('paused');
      expect(statuses(queue)).toEqual(['study-1 waiting']);
    });
    const before = services.engine.computed.length;
    expect(before).toBeLessThan(20);
    queue.close();

    const next = open();
    await next.start();
    expect(next.state.status).toBe('paused');
    services.engine.before = () => undefined;
    await next.resume();
    await vi.waitFor(() => expect(statuses(next)).toEqual(['study-1 done']));
    const jobs = services.engine.computed.map((job) => JSON.stringify(job));
    expect(new Set(jobs).size).toBe(jobs.length);
    await next.cancel('study-1');
    expect(next.state).toEqual({ status: 'idle', items: [] });
    next.close();
  });
});
