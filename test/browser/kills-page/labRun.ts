import type { RawAnswer } from '../../../src/core/answers/types.ts';
import { AppError } from '../../../src/core/errors.ts';
import { createAsk } from '../../../src/run/asking/ask.ts';
import { shortPlan } from '../engine-page/shortPlan.ts';
import { draw } from './drawing.ts';
import { engine, exact, noteLoaded, notedLoaded, OPTIONS, paint, store } from './services.ts';

const PICTURE = 'p';
const plan = shortPlan(PICTURE);

/** What the Lab's run does, without its page: each answer is drawn as it is told. */
export async function runLab(): Promise<void> {
  await engine.addPicture(PICTURE, await paint('crimson'));
  const loaded = await engine.load(OPTIONS, () => undefined);
  await noteLoaded(loaded);
  await createAsk({ engine: exact, answers: store.answers, loaded })(plan, {
    onAnswer: (answer) => draw(nameOf(answer), JSON.stringify(answer)),
    onProgress: ({ done }) => draw('done', String(done))
  }).done;
}

/** What a page would show now without asking anybody, as `runLab` draws it. */
export async function labStored(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const loaded = await notedLoaded();
  if (!loaded) return found;
  const nobody = {
    cancel: async () => undefined,
    score: () => Promise.reject(new AppError('end'))
  };
  const asked = createAsk({ engine: nobody, answers: store.answers, loaded })(plan, {
    onAnswer: (answer) => found.set(nameOf(answer), JSON.stringify(answer)),
    onProgress: ({ done }) => found.set('done', String(done))
  });
  await asked.done.catch(() => undefined);
  return found;
}

const nameOf = ({ question, cue }: RawAnswer) => `${question} ${JSON.stringify(cue)}`;
