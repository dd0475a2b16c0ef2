import { AppError } from '../../../src/core/errors.ts';
import { CrashBudget } from '../../../src/workers/crashBudget.ts';
import { createAsk } from '../../../src/run/asking/ask.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { openStore } from '../../../src/store/db.ts';
import { shortPlan } from '../engine-page/shortPlan.ts';
import { draw, type Drawn } from './drawing.ts';
import { formerOrder } from './formerOrder.ts';
import { labStored, runLab } from './labRun.ts';
import { engine, OPTIONS, paint } from './services.ts';
import { runTheStudy, studyStored, studyTable } from './studyRun.ts';

export type RunKind = 'lab' | 'study';

const kills = {
  /** Begins the run or takes it up; draws `over` when it has come to its end. */
  async go(kind: RunKind): Promise<void> {
    for (;;) {
      try {
        await (kind === 'lab' ? runLab() : runTheStudy());
        return draw('over', '');
      } catch (thrown) {
        // Three deaths in a row end a run; a person would ask again.
        const { code, message } = AppError.from(thrown);
        if (code !== 'engine-crashed') return draw('failed', message);
      }
    }
  },

  killWorker: () => engine.terminate(),

  /** Of what was drawn, in its order, that which the store cannot show again. */
  async lost(kind: RunKind, drawn: readonly Drawn[]): Promise<Drawn[]> {
    const stored = await (kind === 'lab' ? labStored() : studyStored());
    return drawn.filter(([key, value]) => {
      const found = stored.get(key);
      if (key === 'over') return false;
      // Counts grow; answers stay what they are.
      const count = Number(value);
      return Number.isNaN(count) ? found !== value : Number(found ?? 0) < count;
    });
  },

  async table(kind: RunKind): Promise<string> {
    return kind === 'study' ? studyTable() : JSON.stringify([...(await labStored())].sort());
  },

  /**
   * Milliseconds of one whole run in the order of now, or of before; packs as ever, for that is how
   * answers come fastest.
   * @param run names a database of its own
   */
  async pace(order: 'now' | 'former' | 'memory', run: string): Promise<number> {
    await engine.addPicture('p', await paint('crimson'));
    const loaded = await engine.load(OPTIONS, () => undefined);
    const opened = order === 'memory' ? memoryStore() : await openStore({ name: run });
    const answers = order === 'former' ? formerOrder(opened.answers) : opened.answers;
    const started = performance.now();
    await createAsk({ engine, answers, loaded, budget: new CrashBudget() })(longPlan(), {
      onAnswer: ({ question }) => draw(question, ''),
      onProgress: () => undefined
    }).done;
    const ms = performance.now() - started;
    opened.close();
    return ms;
  }
};

/** 96 questions, 2 cues, 2 orders. */
function longPlan() {
  const plan = shortPlan('p');
  const questions = Array.from({ length: 8 }, (_, k) =>
    plan.questions.map((each) => ({ ...each, id: `${each.id}-${k}`, text: `${each.text} ${k}` }))
  ).flat();
  return { ...plan, questions };
}

declare global {
  interface Window {
    kills: typeof kills;
  }
}

window.kills = kills;
