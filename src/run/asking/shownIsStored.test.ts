import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { CHAT, testPlan } from '../../core/fixtures/asking.ts';
import type { PromptScore, RawAnswer } from '../../core/answers/types.ts';
import { brief } from '../../core/prompts/brief.ts';
import { memoryStore } from '../../store/memory.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { FakeEngine, testServices, testStudy } from '../study/fixtures.ts';
import { runStudy } from '../study/queue/runStudy.ts';
import { StopSignal } from '../study/queue/stopSignal.ts';
import type { StudyProgress } from '../study/studyApi.ts';
import { createAsk, type AskServices } from './ask.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

type Scores = ReadonlyMap<string, PromptScore>;

/** A store that takes so many turns to write; `left` is what a kill would leave of it now. */
function slowStore(turns: number) {
  const { answers } = memoryStore();
  const written = new Map<string, PromptScore>();
  const slow: AnswerStore = {
    ...answers,
    async put(entries) {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      await answers.put(entries);
      entries.forEach(({ key, score }) => written.set(key, score));
    }
  };
  return { answers: slow, left: (): Scores => new Map(written) };
}

async function storeOf(scores: Scores): Promise<AnswerStore> {
  const { answers } = memoryStore();
  await answers.put([...scores].map(([key, score]) => ({ key, score })));
  return answers;
}

/** Fails at its first job: what a run has behind it, it has from the store. */
function deadEngine(): FakeEngine {
  const engine = new FakeEngine();
  engine.before = () => {
    throw new AppError('unexpected');
  };
  return engine;
}

const DISKS = [0, 1, 7, 60];

describe.each(['letter', 'text'] as const)('a Lab run (%s)', (readout) => {
  const plan = testPlan({ template: brief, readout });
  const loaded = { model: 'a', manifestHash: 'm', dtype: 'q8', device: 'wasm', chat: CHAT };
  const ask = async (engine: FakeEngine, answers: AnswerStore, each: (raw: RawAnswer) => void) => {
    plan.cues.forEach((cue) => 'picture' in cue && engine.held.add(cue.picture));
    const services = { engine, answers, loaded } as unknown as AskServices;
    await createAsk(services)(plan, { onAnswer: each, onProgress: () => undefined }).done;
  };

  it.each(DISKS)('has stored every answer that it shows, whatever the disk (%i)', async (turns) => {
    const { answers, left } = slowStore(turns);
    const shown: RawAnswer[] = [];
    const kills: Scores[] = [];
    await ask(new FakeEngine(), answers, (raw) => {
      shown.push(raw);
      kills.push(left());
    });
    expect(shown).toHaveLength(18);
    for (const [last, scores] of kills.entries()) {
      const again: RawAnswer[] = [];
      const asking = ask(deadEngine(), await storeOf(scores), (raw) => again.push(raw));
      await asking.catch(() => undefined);
      expect(again).toEqual(expect.arrayContaining(shown.slice(0, last + 1)));
    }
  });
});

it.each(DISKS)('a study counts no answer that is not stored (%i)', async (turns) => {
  const study = testStudy(survey);
  const services = await testServices(survey, study);
  const { answers, left } = slowStore(turns);
  const kills: { shown: StudyProgress; scores: Scores }[] = [];
  const slow = { ...services, store: { ...services.store, answers } };
  await runStudy(study.id, slow, new StopSignal(), (shown) => {
    if (shown.done > (kills.at(-1)?.shown.done ?? 0)) kills.push({ shown, scores: left() });
  });
  expect(kills.at(-1)?.shown.done).toBe(30);
  for (const { shown, scores } of kills) {
    const fresh = await testServices(survey, study);
    let found: StudyProgress | undefined;
    const store = { ...fresh.store, answers: await storeOf(scores) };
    const again = { ...fresh, store };
    await runStudy(study.id, again, new StopSignal(), (now) => (found = now));
    expect(found?.cached).toBeGreaterThanOrEqual(shown.done);
  }
});
