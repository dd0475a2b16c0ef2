import { AppError } from '../../../src/core/errors.ts';
import { seededRandom } from '../../../src/core/inference/random.ts';
import type { RawAnswer } from '../../../src/core/answers/types.ts';
import type { EngineClient } from '../../../src/engine/engineClient.ts';
import { createAsk } from '../../../src/run/asking/ask.ts';
import { CrashBudget } from '../../../src/workers/crashBudget.ts';
import type { ScoringEngine } from '../../../src/run/asking/throughFaults.ts';
import type { AnswerStore } from '../../../src/store/storeApi.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { largestDifference } from './difference.ts';
import { faultyEngine, type EngineFault, type Lengths } from './faultyEngine.ts';
import { Saboteur, type Strikes } from './saboteur.ts';
import { shortPlan } from './shortPlan.ts';

export type Fault = 'none' | 'quota-exceeded' | EngineFault;

export interface FaultReport {
  /** Faults that struck, by what they struck. */
  struck: Strikes;
  /** Largest difference of a log-probability to the undisturbed table; Infinity: another table. */
  difference: number;
  /** Answers that came twice in one run. */
  doubled: number;
  /** Scores stored per finished table (each was asked on an empty store): each job's once. */
  stored: number[];
}

const PICTURE = 'p';

/**
 * Asks the same plan over and over, each time on an empty store, while one kind of fault strikes at
 * random moments, until it has struck often enough; a run that gives up is taken up again.
 * @param wanted how often it is to strike what
 * @param tables how often to ask at least
 */
export async function runThroughFaults(
  engine: EngineClient,
  fault: Fault,
  wanted: Strikes,
  tables = 1
): Promise<FaultReport> {
  const picture = { id: PICTURE, file: await paint() };
  const saboteur = new Saboteur(wanted, seededRandom(fault.length));
  const plan = shortPlan(picture.id);
  const report: FaultReport = { struck: saboteur.struck, difference: 0, doubled: 0, stored: [] };
  await engine.addPicture(picture.id, picture.file);
  const options = { model: 'tiny-llava', device: 'wasm', threads: 1 } as const;
  const loaded = await engine.load(options, () => undefined);
  const undisturbed = await finish(engine, memoryStore().answers);
  const disturbed =
    fault === 'none' || fault === 'quota-exceeded'
      ? engine
      : faultyEngine(engine, fault, saboteur, await lengthsOf(), picture);
  while (report.stored.length < tables || !saboteur.over) {
    const { answers } = memoryStore();
    const table = await finish(disturbed, faultyStore(answers));
    report.difference = Math.max(report.difference, largestDifference(table, undisturbed));
    report.stored.push(await answers.count());
  }
  return report;

  /** Asks until a run comes to its end. */
  async function finish(with_: ScoringEngine, answers: AnswerStore): Promise<RawAnswer[]> {
    for (;;) {
      const table = new Map<string, RawAnswer>();
      const { done } = createAsk({ engine: with_, answers, loaded, budget: new CrashBudget(0) })(
        plan,
        {
          onAnswer: (answer) => {
            const name = `${answer.question} ${answer.cue.kind}`;
            if (table.has(name)) report.doubled++;
            table.set(name, answer);
          },
          onProgress: () => undefined
        }
      );
      const error = await done.then(() => null, AppError.from);
      if (!error)
        return [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
      if (error.code !== fault && error.code !== 'engine-crashed') throw error;
    }
  }

  async function lengthsOf(): Promise<Lengths> {
    engine.terminate();
    const load = await timed(() => engine.revive());
    // A pack of the tiny model, and what the page does with its answers.
    const score = 20;
    return { load, encode: await timed(() => engine.concepts(picture.id)), score };
  }

  function faultyStore(answers: AnswerStore): AnswerStore {
    if (fault !== 'quota-exceeded') return answers;
    return {
      ...answers,
      async put(entries) {
        if (saboteur.wants('score') && saboteur.chance(0.3)) {
          saboteur.struck.score++;
          throw new AppError('quota-exceeded', { free: 0 });
        }
        await answers.put(entries);
      }
    };
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function paint(): Promise<Blob> {
  const canvas = new OffscreenCanvas(64, 64);
  const brush = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  brush.fillStyle = 'crimson';
  brush.fillRect(0, 0, 64, 32);
  return canvas.convertToBlob({ type: 'image/png' });
}
