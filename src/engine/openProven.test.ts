import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { Runner } from './engineApi.ts';
import type { DecoderGraph, DecoderGraphs } from './files/decoderGraphs.ts';
import { openProven } from './openProven.ts';
import type { ModelSession } from './session.ts';

/** How far a runner's answers are off, by graph; missing: exact. */
type Errors = Partial<Record<'standard' | 'packed', Partial<Record<Runner, number>>>>;

const graph = (): DecoderGraph => ({ substitutes: new Map(), dataFiles: {} });
const refusal = { code: 'pack-operator', params: { operator: 'CumSum' } };

function world(errors: Errors) {
  const standard = graph();
  const packed = graph();
  const open = new Set<object>();
  let most = 0;
  const opens = (wanted: DecoderGraph) => {
    const packs = wanted === packed;
    const off = errors[packs ? 'packed' : 'standard'] ?? {};
    const session = {
      device: 'wasm',
      runner: packs ? 'packed' : 'sequential',
      model: { decoder: { halves: false } },
      prefixes: { clear: () => undefined },
      prepare: (jobs: unknown[]) => jobs,
      scoreNext: (jobs: unknown[], runner: Runner) =>
        Promise.resolve([{ logprobs: [-jobs.length + (off[runner] ?? 0)], tokens: [1] }]),
      dispose: () => Promise.resolve(void open.delete(session))
    };
    open.add(session);
    most = Math.max(most, open.size);
    return Promise.resolve(session as unknown as ModelSession);
  };
  const prove = async (graphs: Partial<DecoderGraphs>, checked = false) => {
    const all = { standard, packed, refusal: null, ...graphs };
    const { session, reason } = await openProven(all, opens, checked);
    return { runner: session.runner, reason, open: open.size, most };
  };
  return { prove, packed, opens };
}

describe('openProven', () => {
  it('takes the rewritten graph where it gives what the standard one gives', async () => {
    const { prove } = world({});
    expect(await prove({})).toEqual({ runner: 'packed', reason: null, open: 1, most: 1 });
  });

  it('goes back to the standard graph where the rewritten one differs, and says so', async () => {
    for (const off of [1e-4, NaN]) {
      const { prove } = world({ packed: { packed: off } });
      const { runner, reason, open, most } = await prove({});
      expect([runner, reason?.code, open, most]).toEqual(['sequential', 'runner-inexact', 1, 1]);
      expect(reason?.params).toMatchObject({ runner: 'packed', tolerance: 1e-5 });
    }
  });

  it('computes every prompt anew where even reuse differs', async () => {
    const both = { packed: { packed: 0.1 }, standard: { sequential: 0.1 } };
    expect(await world(both).prove({})).toMatchObject({
      runner: 'naive',
      reason: { code: 'runner-inexact', params: { runner: 'sequential' } }
    });
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
    const graphs = { standard, packed, refusal: null };
    const proven = await openProven(graphs, failing('unexpected'), false);
    expect(proven.reason?.code).toBe('unexpected');
    expect(proven.session.runner).toBe('sequential');
    await expect(openProven(graphs, failing('device-lost'), false)).rejects.toMatchObject({
      code: 'device-lost'
    });
  });
});
