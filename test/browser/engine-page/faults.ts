import { AppError } from '../../../src/core/errors.ts';
import { seededRandom } from '../../../src/core/random.ts';
import type { AskPlan, Question, RawAnswer } from '../../../src/core/types.ts';
import type { LoadedModel } from '../../../src/engine/api.ts';
import type { EngineClient } from '../../../src/engine/client.ts';
import { createAsk } from '../../../src/run/ask.ts';
import type { ScoringEngine } from '../../../src/run/throughFaults.ts';
import type { AnswerStore } from '../../../src/store/api.ts';
import { memoryStore } from '../../../src/store/memory.ts';

export type Fault = 'none' | 'worker-killed' | 'device-lost' | 'out-of-memory' | 'quota-exceeded';

export interface FaultReport {
  /** Faults that struck. */
  faults: number;
  /** Tables that were finished; each was asked on an empty store. */
  tables: number;
  /** Finished tables that differ from the undisturbed one, and answers that came twice in one run. */
  different: number;
  doubled: number;
  /** Scores stored per finished table: each job's once. */
  stored: number[];
}

/** Short prompts: the point is how often a run breaks, not what is asked. */
function shortPlan(picture: string): AskPlan {
  const questions = Array.from({ length: 12 }, (_, k): Question => ({
    id: `Q${k}`,
    topic: 'Security',
    short: `Q${k}`,
    text: `Is it ${k}?`,
    codes: [1, 2, 3],
    options: ['yes', 'no', 'so'],
    leadIn: 'It is',
    continuations: [' yes', ' no', ' so'],
    scale: 'nominal',
    higher: null
  }));
  return {
    cues: [{ kind: 'neutral' }, { kind: 'picture', picture, category: null }],
    questions,
    template: {
      id: 'short',
      version: 1,
      system: null,
      cue: { neutral: 'Say.\n', country: '{country}\n', picture: '<image>\n' },
      askLetter: '{question}\n{options}',
      askText: '{question}',
      optionLine: '({letter}) {option}',
      dontKnowOptions: [],
      letterLeadIn: 'It is ('
    },
    readout: 'letter',
    orders: 'forward+reverse',
    dontKnow: 'omit'
  };
}

/**
 * Asks the same plan over and over, each time on an empty store, while one kind of fault strikes at
 * random moments, until it has struck often enough; a run that gives up is taken up again.
 */
export async function runThroughFaults(
  engine: EngineClient,
  loaded: LoadedModel,
  picture: string,
  fault: Fault,
  times: number
): Promise<FaultReport> {
  const random = seededRandom(times + fault.length);
  const plan = shortPlan(picture);
  const report: FaultReport = { faults: 0, tables: 0, different: 0, doubled: 0, stored: [] };
  const undisturbed = await finish(engine, memoryStore().answers);
  while (report.tables === 0 || report.faults < times) {
    const { answers } = memoryStore();
    const table = await finish(faultyEngine(), faultyStore(answers));
    report.tables++;
    if (JSON.stringify(table) !== JSON.stringify(undisturbed)) report.different++;
    report.stored.push(await answers.count());
  }
  return report;

  /** Asks until a run comes to its end. */
  async function finish(with_: ScoringEngine, answers: AnswerStore): Promise<RawAnswer[]> {
    for (;;) {
      const table = new Map<string, RawAnswer>();
      const { done } = createAsk({ engine: with_, answers, loaded })(plan, {
        onAnswer: (answer) => {
          const name = `${answer.question} ${answer.cue.kind}`;
          if (table.has(name)) report.doubled++;
          table.set(name, answer);
        },
        onProgress: () => undefined
      });
      const error = await done.then(() => null, AppError.from);
      if (!error)
        return [...table].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer);
      if (error.code !== fault && error.code !== 'engine-crashed') throw error;
    }
  }

  /** Strikes some scores and some milliseconds into every call. */
  function faultyEngine(): ScoringEngine {
    if (fault === 'none' || fault === 'quota-exceeded') return engine;
    return {
      cancel: () => engine.cancel(),
      revive: () => engine.revive(),
      score(jobs, onScore, options) {
        let untilFault = Math.floor(random() * 10);
        let over = false;
        let strike: (error: AppError) => void = () => undefined;
        const struck = new Promise<never>((_, reject) => (strike = reject));
        struck.catch(() => undefined);
        const run = engine.score(
          jobs,
          (index, score) => {
            onScore(index, score);
            if (untilFault-- !== 0) return;
            setTimeout(() => {
              // A run that has come to its end meanwhile must not take the next one with it.
              if (over || report.faults >= times) return;
              report.faults++;
              if (fault === 'worker-killed') engine.terminate();
              else {
                // First: a cancelled run would resolve and look like one that was stopped.
                strike(new AppError(fault));
                void engine.cancel();
              }
            }, random() * 20);
          },
          options
        );
        return Promise.race([run, struck]).finally(() => (over = true));
      }
    };
  }

  function faultyStore(answers: AnswerStore): AnswerStore {
    if (fault !== 'quota-exceeded') return answers;
    return {
      ...answers,
      async put(entries) {
        if (random() < 0.3 && report.faults < times) {
          report.faults++;
          throw new AppError('quota-exceeded', { free: 0 });
        }
        await answers.put(entries);
      }
    };
  }
}
