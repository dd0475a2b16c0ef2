import { wantedPictures } from '../../../src/core/study/participants.ts';
import { stepsOf, studyQuestions, type StudyStep } from '../../../src/core/study/studySteps.ts';
import type { Study, StudyPicture } from '../../../src/core/study/studyTypes.ts';
import type { LoadedModel } from '../../../src/engine/engineApi.ts';
import { countKnown } from '../../../src/run/asking/countKnown.ts';
import { openStudy } from '../../../src/run/study/open/openStudy.ts';
import { newStudy, saveStudy } from '../../../src/run/study/open/studies.ts';
import { StudyQueue } from '../../../src/run/study/queue/queue.ts';
import type { PartProgress, QueueState } from '../../../src/run/study/studyApi.ts';
import { loadSurvey } from '../../../src/survey/dataset.ts';
import { draw } from './drawing.ts';
import { exact, OPTIONS, paint, store } from './services.ts';

const ID = 'killed-study';
const QUESTIONS = 'Q1 Q46 Q57 Q6 Q164 Q165'.split(' ');
const PICTURES: readonly [byte: string, colour: string, change: Partial<StudyPicture>][] = [
  ['11', 'crimson', {}],
  // The gate decides about it.
  ['22', 'seagreen', { country: 'KOR', included: 'gate' }]
];

const survey = await loadSurvey();
const queue = new StudyQueue({
  store,
  documents: store.documents,
  engine: exact,
  surveyFor: async () => survey,
  device: 'wasm',
  locks: navigator.locks
});

/** The study through its queue, which takes up what an earlier page left; each count is drawn. */
export async function runTheStudy(): Promise<void> {
  if (!(await store.studies.get(ID))) await makeStudy();
  const seen = new Map<string, string>();
  let over: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (over = resolve));
  queue.subscribe(({ items }: QueueState) => {
    for (const part of items[0]?.progress?.parts ?? []) {
      const value = part.shut ? 'shut' : String(part.done);
      if (value === '0' || seen.get(nameOf(part)) === value) continue;
      seen.set(nameOf(part), value);
      draw(nameOf(part), value);
    }
    if (items[0]?.status === 'done' || items[0]?.status === 'failed') over();
  });
  await queue.start();
  if (!queue.state.items.some(({ status }) => status !== 'failed')) await queue.add(ID);
  await done;
  const { error } = queue.state.items[0] ?? {};
  if (error) throw error;
}

/** Answers of each part that are stored, and whether a picture was shut out, as they are drawn. */
export async function studyStored(): Promise<Map<string, string>> {
  const record = await store.studies.get(ID);
  const run = record?.runs[OPTIONS.model];
  const found = new Map<string, string>();
  if (!record || !run) return found;
  const gates = await store.studies.gates(ID);
  for (const step of steps(record.study, run.readouts)) {
    const { picture } = step.cue as { picture?: string };
    const shut = gates.some((gate) => gate.picture === picture) && record.study.gate.on;
    const known = await countKnown(step.plan, run as unknown as LoadedModel, store.answers);
    found.set(nameOf(step), known === 0 && shut ? 'shut' : String(known));
  }
  return found;
}

/** Everything that the study's tables are made of. */
export async function studyTable(): Promise<string> {
  const opened = await openStudy(ID, store.studies, async () => survey);
  const { frame, gates, missing, columns } = opened;
  const lists = Object.entries(columns).map(([name, list]) => [name, Array.from(list as number[])]);
  return JSON.stringify({ frame, gates, missing, lists });
}

function steps(study: Study, readouts: Parameters<typeof stepsOf>[2]): StudyStep[] {
  const questions = studyQuestions(study, survey);
  return stepsOf(study, OPTIONS.model, readouts, wantedPictures(study), questions);
}

const nameOf = ({ condition, cue }: Pick<PartProgress, 'condition' | 'cue'>) =>
  `${condition.template} ${condition.readout} ${JSON.stringify(cue)}`;

async function makeStudy(): Promise<void> {
  const pictures: StudyPicture[] = [];
  for (const [byte, colour, change] of PICTURES) {
    const file = await paint(colour);
    const [id, name] = [byte.repeat(32), `${colour}.png`];
    const size = { type: 'image/png', width: 64, height: 64, addedAt: 0 };
    await store.studies.putPictures([{ id, name, file, ...size }]);
    const rest = { category: null, incomeUsdPerMonth: null, licence: null, source: null };
    pictures.push({ id, name, country: 'BRA', included: 'yes', ...rest, ...change });
  }
  const made = newStudy({
    ...{ name: 'Killed', preset: 'recommended', survey, questions: QUESTIONS, pictures, seed: 5 },
    models: [{ model: OPTIONS.model, manifestHash: null }]
  });
  const countries = made.countries.filter(({ code }) => ['BRA', 'KOR'].includes(code));
  const fewer = { countries, alsoNamed: [], readouts: ['letter', 'text'] } as const;
  await saveStudy(store.studies, { ...made, ...fewer, id: ID, createdAt: '2026-01-01' });
}
