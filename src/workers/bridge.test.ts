import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expose } from 'comlink';
import { AppError } from '../core/errors.ts';
import { WorkerBridge, type BridgeOptions } from './bridge.ts';

/** Locks as a browser has them, between "threads" that are all here. */
class FakeLocks {
  readonly #held = new Map<string, Promise<unknown>>();

  async request(name: string, work: () => unknown): Promise<void> {
    await this.#held.get(name);
    const holding = Promise.resolve(work());
    this.#held.set(name, holding);
    await holding;
  }
}

class Service {
  told: string[] = [];
  count = 0;

  tell(text: string): void {
    this.told.push(text);
  }
  async add(by: number, onProgress?: (count: number) => void): Promise<number> {
    this.count += by;
    await onProgress?.(this.count);
    return this.count;
  }
  fail(code: string): never {
    throw new AppError(code, { why: 'asked' });
  }
  forever(): Promise<never> {
    return new Promise(() => undefined);
  }
}

let locks: FakeLocks;
beforeEach(() => {
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => void vi.unstubAllGlobals());

/** A worker whose thread is this one; it can be killed as real ones are. */
class FakeWorker extends EventTarget {
  readonly service = new Service();
  readonly #channel = new MessageChannel();
  #release: () => void = () => undefined;
  terminated = false;

  constructor(starts: boolean) {
    super();
    const { port1, port2 } = this.#channel;
    port1.onmessage = ({ data }: MessageEvent) =>
      this.terminated || this.dispatchEvent(new MessageEvent('message', { data }));
    if (starts) expose({ service: this.service, hold: (lock: string) => this.#hold(lock) }, port2);
    else queueMicrotask(() => this.dispatchEvent(new Event('error')));
  }

  postMessage(message: unknown, transfers: Transferable[] = []): void {
    if (!this.terminated) this.#channel.port1.postMessage(message, transfers);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
    this.#release();
  }

  #hold(lock: string): Promise<void> {
    return new Promise((held) => {
      void locks.request(lock, () => {
        held();
        return new Promise<void>((release) => (this.#release = release));
      });
    });
  }
}

function setUp(options: Partial<BridgeOptions<Service>> = {}, starts: boolean[] = []) {
  const workers: FakeWorker[] = [];
  const bridge = new WorkerBridge<Service>({
    name: 'test',
    start: () => {
      const worker = new FakeWorker(starts.shift() ?? true);
      workers.push(worker);
      return worker as unknown as Worker;
    },
    ...options
  });
  return { bridge, workers, last: () => workers.at(-1) as FakeWorker };
}

const DEATHS = {
  'its memory ran out': (worker: FakeWorker) => worker.terminate(),
  'nothing caught an error': (worker: FakeWorker) =>
    void worker.dispatchEvent(Object.assign(new Event('error'), { message: 'oops' })),
  'its message cannot be read': (worker: FakeWorker) =>
    void worker.dispatchEvent(new Event('messageerror'))
};

describe('a worker behind its bridge', () => {
  it('starts with the first call, and answers, reports and fails through it', async () => {
    const { bridge, workers } = setUp();
    expect(workers).toHaveLength(0);
    const seen: number[] = [];
    expect(await bridge.calls.add(2, (count) => seen.push(count))).toBe(2);
    expect(await bridge.calls.add(3)).toBe(5);
    expect(seen).toEqual([2]);
    await expect(bridge.calls.fail('no-model')).rejects.toMatchObject({
      code: 'no-model',
      params: { why: 'asked' }
    });
    expect(await bridge.calls.add(0)).toBe(5);
    expect(workers).toHaveLength(1);
    bridge.end();
  });

  for (const [death, kill] of Object.entries(DEATHS)) {
    it(`rejects what is pending where ${death}, and is another one at the next call`, async () => {
      const { bridge, workers, last } = setUp();
      await bridge.calls.add(1);
      const pending = [bridge.calls.forever(), bridge.calls.forever()];
      setTimeout(() => kill(last()), 1);
      for (const call of pending) {
        await expect(call).rejects.toMatchObject({
          code: 'worker-ended',
          params: { worker: 'test' }
        });
      }
      expect(last().terminated).toBe(true);
      expect(await bridge.calls.add(1)).toBe(1);
      expect(workers).toHaveLength(2);
      bridge.end();
    });
  }

  it('says that it could not be started, and tries again', async () => {
    const { bridge } = setUp({}, [false]);
    await expect(bridge.calls.add(1)).rejects.toMatchObject({
      code: 'worker-not-started',
      params: { worker: 'test', reason: 'error' }
    });
    expect(await bridge.calls.add(1)).toBe(1);
    bridge.end();
  });

  it('tells every fresh worker what the one before it knew, before it is asked', async () => {
    const knows = ['this'];
    const { bridge, last } = setUp({
      prepare: async (worker) => {
        for (const text of knows) await worker.tell(text);
      }
    });
    await Promise.all([bridge.calls.add(1), bridge.calls.add(1)]);
    expect(last().service.told).toEqual(['this']);
    knows.push('that');
    last().terminate();
    await vi.waitFor(async () => expect(await bridge.calls.add(1)).toBe(1));
    expect(last().service.told).toEqual(['this', 'that']);
    bridge.end();
  });

  it('forgets a worker that could not be prepared, for all that wait for it', async () => {
    const codes = ['file-missing'];
    const { bridge, workers } = setUp({
      prepare: async (worker) => {
        const code = codes.shift();
        if (code) await worker.fail(code);
      }
    });
    const calls = [bridge.calls.add(1), bridge.calls.add(1)];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'file-missing' });
    expect(await bridge.calls.add(1)).toBe(1);
    expect(workers).toHaveLength(2);
    bridge.end();
  });

  it('is ended after an error that leaves it useless, and others then reject as of a death', async () => {
    const { bridge, workers } = setUp({ fatal: ['out-of-memory'] });
    const other = bridge.calls.forever();
    const failed = bridge.calls.fail('out-of-memory');
    await expect(failed).rejects.toMatchObject({ code: 'out-of-memory' });
    await expect(other).rejects.toMatchObject({ code: 'worker-ended' });
    await bridge.calls.add(1);
    expect(workers).toHaveLength(2);
    bridge.end();
  });

  it('ends on purpose: pending calls are cancelled, a later death counts for nothing', async () => {
    const { bridge, last } = setUp();
    await bridge.calls.add(1);
    const pending = bridge.calls.forever();
    bridge.end();
    await expect(pending).rejects.toMatchObject({ code: 'cancelled' });
    expect(last().terminated).toBe(true);
    expect(await bridge.calls.add(1)).toBe(1);
    bridge.end();
  });

  it('is told something only where there is one, be it still preparing', async () => {
    let release: () => void = () => undefined;
    const prepared = new Promise<void>((go) => (release = go));
    const { bridge, workers, last } = setUp({ prepare: () => prepared });
    await bridge.tell((worker) => worker.tell('nobody'));
    expect(workers).toHaveLength(0);
    const call = bridge.calls.add(1);
    await bridge.tell((worker) => worker.tell('early'));
    expect(last().service.told).toEqual(['early']);
    release();
    expect(await call).toBe(1);
    bridge.end();
  });
});
