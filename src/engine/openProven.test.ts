import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { Runner } from './engineApi.ts';
import type { DecoderGraph, DecoderGraphs } from './files/decoderGraphs.ts';
import { openProven } from './openProven.ts';
import type { ModelSession } from './session.ts';

type Name = 'standard' | 'packed' | 'gathered';
/** How far a runner's answers are off, by graph, or what it throws; missing: exact. */
type Errors = Partial<Record<Name, Partial<Record<Runner, number | Error>>>>;

const graph = (): DecoderGraph => ({ substitutes: new Map(), dataFiles: {}, keeps: [] });
const refusal = { code: 'pack-operator', params: { operator: 'CumSum' } };

function world(errors: Errors) {
  const standard = graph();
  const packed = graph();
  const gathered = graph();
  const open = new Set<object>();
  let most = 0;
  /** Graphs opened and runners tried, in order. */
  const steps: string[] = [];
  const opens = (wanted: DecoderGraph) => {
    const packs = wanted === packed;
    const name = packs ? 'packed' : wanted === gathered ? 'gathered' : 'standard';
    const off = errors[name] ?? {};
    const runners: Runner[] = ['sequential', 'naive'];
    if (packs) runners.unshift('packed');
    steps.push(`open ${name}`);
    const session = {
      device: 'wasm',
      runner: runners[0],
      runners,
      model: { pictures: null, decoder: { packs, halves: false, layers: 2 } },
      prefixes: { clear: () => undefined },
      prepare: (jobs: unknown[]) => jobs,
      scoreNext: (jobs: unknown[], runner: Runner) => {
        if (steps.at(-1) !== runner) steps.push(runner);
        const error = off[runner] ?? 0;
        return typeof error === 'number'
          ? Promise.resolve([{ logprobs: [-jobs.length + error], tokens: [1] }])
          : Promise.reject(error);
      },
      dispose: () => Promise.resolve(void open.delete(session))
    };
    open.add(session);
    most = Math.max(most, open.size);
    return Promise.resolve(session as unknown as ModelSession);
  };
  const prove = async (graphs: Partial<DecoderGraphs>, checked = false) => {
    const all = { standard, packed, gathered: null, refusal: null, ...graphs };
    const { session, reason } = await openProven(all, opens, checked);
    return { runner: session.runner, reason, open: open.size, most };
  };
  return { prove, packed, gathered, opens, steps, open };
}

describe('openProven', () => {
  it('takes the rewritten graph where it gives what the standard one gives, and asks no more', async () => {
    const { prove, steps } = world({});
    expect(await prove({})).toEqual({ runner: 'packed', reason: null, open: 1, most: 1 });
    expect(steps).toEqual(['open standard', 'naive', 'open packed', 'packed']);
  });

  it('never needs the standard graph to run behind a past where the rewritten one packs', async () => {
    const { prove } = world({ standard: { sequential: new Error('Expand: 3 by 2') } });
    expect(await prove({})).toMatchObject({ runner: 'packed', reason: null });
  });

  it('asks one by one over the rewritten graph where only packs differ, and says so', async () => {
    for (const off of [1e-4, NaN, new Error('no kernel')]) {
      const { prove, steps } = world({ packed: { packed: off } });
      const { runner, reason, open, most } = await prove({});
      expect([runner, open, most]).toEqual(['sequential', 1, 1]);
      expect(reason).toMatchObject(
        typeof off === 'number'
          ? { code: 'runner-inexact', params: { runner: 'packed', tolerance: 1e-5 } }
          : { code: 'runner-failed', params: { runner: 'packed', message: 'no kernel' } }
      );
      expect(steps).toEqual(['open standard', 'naive', 'open packed', 'packed', 'sequential']);
    }
  });

  it('goes back to the standard graph where nothing is right about the rewritten one', async () => {
    const { prove, steps } = world({ packed: { packed: 0.1, sequential: 0.1 } });
    expect(await prove({})).toMatchObject({
      runner: 'sequential',
      reason: { code: 'runner-inexact', params: { runner: 'sequential' } },
      open: 1,
      most: 1
    });
    expect(steps.slice(-2)).toEqual(['open standard', 'sequential']);
  });

  it('computes every prompt anew where all else differs or throws', async () => {
    const failing = new Error('Expand: 3 by 2');
    for (const fault of [0.1, failing]) {
      const all = { packed: fault, sequential: fault };
      const { prove, steps } = world({ packed: all, standard: all });
      expect(await prove({})).toMatchObject({
        runner: 'naive',
        reason: {
          code: fault === failing ? 'runner-failed' : 'runner-inexact',
          params: { runner: 'sequential' }
        },
        open: 1,
        most: 1
      });
      expect(steps.filter((step) => step.startsWith('open'))).toHaveLength(3);
    }
  });

  it('takes a graph that is rewritten only to compute fewer logits, and says why it does not pack', async () => {
    const { prove, steps, gathered } = world({});
    const proven = await prove({ packed: null, gathered, refusal });
    expect(proven).toEqual({ runner: 'sequential', reason: refusal, open: 1, most: 1 });
    expect(steps).toEqual(['open standard', 'naive', 'open gathered', 'sequential']);
  });

  it('takes that one after a packed one that is wrong, and runs it naively if need be', async () => {
    const wrong = { packed: 0.1, sequential: 0.1 };
    const right = world({ packed: wrong });
    expect(await right.prove({ gathered: right.gathered })).toMatchObject({ runner: 'sequential' });
    expect(right.steps.slice(-2)).toEqual(['open gathered', 'sequential']);
    const { prove, steps, gathered } = world({ packed: wrong, gathered: wrong });
    expect(await prove({ gathered })).toMatchObject({
      runner: 'naive',
      reason: { code: 'runner-inexact', params: { runner: 'sequential' } },
      open: 1
    });
    expect(steps.slice(-3)).toEqual(['open gathered', 'sequential', 'naive']);
  });

  it('tries nothing but naive where the activations of a call are rounded together', async () => {
    const rounding = { code: 'rounds-together', params: {} };
    const none = world({});
    expect(await none.prove({ packed: null, refusal: rounding })).toMatchObject({
      runner: 'naive',
      reason: rounding
    });
    expect(none.steps).toEqual(['open standard', 'naive']);
    for (const [error, opened] of [
      [0, 'gathered'],
      [0.1, 'standard']
    ] as const) {
      const { prove, steps, gathered } = world({ gathered: { naive: error } });
      expect(await prove({ packed: null, gathered, refusal: rounding })).toEqual({
        ...{ runner: 'naive', reason: rounding, open: 1, most: 1 }
      });
      expect(steps.filter((step) => step.startsWith('open')).at(-1)).toBe(`open ${opened}`);
    }
  });

  it('does not go on, and leaves nothing open, where the device is at fault', async () => {
    for (const code of ['cancelled', 'device-lost', 'out-of-memory']) {
      const { prove, open } = world({ packed: { packed: new AppError(code) } });
      await expect(prove({})).rejects.toMatchObject({ code });
      expect(open.size).toBe(0);
    }
    const { prove, open } = world({ standard: { naive: new Error('broken') } });
    await expect(prove({})).rejects.toThrow('broken');
    expect(open.size).toBe(0);
    const dumb = world({ standard: { naive: NaN } });
    await expect(dumb.prove({})).rejects.toMatchObject({ code: 'answers-missing' });
    expect(dumb.open.size).toBe(0);
  });

  it('passes on why a graph cannot be packed', async () => {
    const { prove } = world({});
    expect(await prove({ packed: null, refusal })).toEqual({
      runner: 'sequential',
      reason: refusal,
      open: 1,
      most: 1
    });
  });

  it('asks all runners of a shipped packed graph without canaries, none of one with', async () => {
    const off = { packed: { packed: 0.1 } };
    expect(await world(off).prove({ standard: null })).toMatchObject({
      runner: 'sequential',
      reason: { code: 'runner-inexact', params: { runner: 'packed' } }
    });
    expect(await world({}).prove({ standard: null })).toMatchObject({ runner: 'packed' });
    expect(await world(off).prove({ standard: null }, true)).toMatchObject({ runner: 'packed' });
  });

  it('falls back where the rewritten graph does not open, but not where the device is at fault', async () => {
    const { opens, packed } = world({});
    const standard = graph();
    const failing = (code: string) => (wanted: DecoderGraph) =>
      wanted === packed ? Promise.reject(new AppError(code)) : opens(wanted);
    const graphs = { standard, packed, gathered: null, refusal: null };
    const proven = await openProven(graphs, failing('unexpected'), false);
    expect(proven.reason).toMatchObject({ code: 'runner-failed', params: { runner: 'packed' } });
    expect(proven.session.runner).toBe('sequential');
    await expect(openProven(graphs, failing('device-lost'), false)).rejects.toMatchObject({
      code: 'device-lost'
    });
  });
});
