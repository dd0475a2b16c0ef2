import { AppError } from '../../../src/core/errors.ts';
import type { PromptJob } from '../../../src/core/prompts/types.ts';
import type { EngineClient } from '../../../src/engine/engineClient.ts';
import type { ScoringEngine } from '../../../src/run/asking/throughFaults.ts';
import type { Phase, Saboteur } from './saboteur.ts';

/** What strikes an engine: its worker is ended, or says that it cannot go on. */
export type EngineFault = 'worker-killed' | 'device-lost' | 'out-of-memory';

/** How long the phases last on this machine, in milliseconds. */
export type Lengths = Record<Phase, number>;
/** Of the loads that follow a fault: some succeed, some runs see more than one fault, some give up. */
const LOADS_STRUCK = 0.9;

/** An engine that is struck while it loads, encodes the picture or scores. */
export function faultyEngine(
  engine: EngineClient,
  fault: EngineFault,
  saboteur: Saboteur,
  lengths: Lengths,
  picture: { id: string; file: Blob }
): ScoringEngine {
  return {
    cancel: () => engine.cancel(),

    revive() {
      const { struck, strike } = striking();
      let over = false;
      if (saboteur.wants('load') && saboteur.chance(LOADS_STRUCK)) {
        saboteur.within(lengths, 'load', () => over, strike);
      }
      return Promise.race([engine.revive(), struck]).finally(() => (over = true));
    },

    async score(jobs, onScore, options) {
      const { struck, strike } = striking();
      let over = false;
      const phase = saboteur.choose(
        ...(hasPicture(jobs) ? (['encode', 'score'] as const) : (['score'] as const))
      );
      if (phase === 'encode') {
        // Kept from an earlier run it would not be encoded again.
        await engine.dropPicture(picture.id);
        await engine.addPicture(picture.id, picture.file);
      }
      const first = jobs.findIndex((job) => job.picture !== null);
      const strikeAfter = phase === 'encode' ? first : 1 + saboteur.below(10);
      let scored = 0;
      const look = () => {
        if (scored !== strikeAfter) return;
        if (phase === null) {
          // Loads follow faults: where loads alone are still to be struck, a fault that does not count.
          if (saboteur.wants('load')) engine.terminate();
          return;
        }
        const tooLate = () => over || (phase === 'encode' && scored > first);
        saboteur.within(lengths, phase, tooLate, strike);
      };
      look();
      const run = engine.score(
        jobs,
        (index, score) => {
          onScore(index, score);
          scored++;
          look();
        },
        options
      );
      // A run that has come to its end meanwhile must not take the next one with it.
      return Promise.race([run, struck]).finally(() => (over = true));
    }
  };

  /** A promise that rejects when `strike` is called, as the engine's own would. */
  function striking() {
    let reject: (error: AppError) => void = () => undefined;
    const struck = new Promise<never>((_, no) => (reject = no));
    struck.catch(() => undefined);
    const strike = () => {
      if (fault === 'worker-killed') return engine.terminate();
      // First: a cancelled run would resolve and look like one that was stopped.
      reject(new AppError(fault));
      // The client ends the worker after either; here only where its load is to be struck as well,
      // because a load takes longer than a hundred runs' faults.
      if (saboteur.wants('load')) engine.terminate();
      else void engine.cancel();
    };
    return { struck, strike };
  }
}

const hasPicture = (jobs: readonly PromptJob[]) => jobs.some(({ picture }) => picture !== null);
