import { expect, it } from 'vitest';
import type { RevivableEngine } from '../../engine/engineApi.ts';
import { EngineSwitch } from './engineSwitch.ts';

/** Notes every call by name and first argument. */
function noting(name: string, calls: string[]): RevivableEngine {
  return new Proxy({} as RevivableEngine, {
    get: (_, method: string) => {
      // It is promised, and no promise itself.
      if (method === 'then') return undefined;
      return async (first?: unknown) => {
        const what = typeof first === 'string' ? ` ${first}` : '';
        calls.push(`${name}.${method}${what}`);
      };
    }
  });
}

const load = (engine: EngineSwitch, model: string) =>
  engine.load({ model, device: 'auto' }, () => undefined);

it('asks whichever was loaded last, and takes the pictures along', async () => {
  const calls: string[] = [];
  const served = noting('served', calls);
  const engine = new EngineSwitch(noting('own', calls), async () => served);
  await engine.addPicture('a', new Blob());
  await load(engine, 'pocket-llava');
  await engine.score([], () => undefined);
  await load(engine, 'served-vllm-some-model');
  await engine.addPicture('b', new Blob());
  await engine.dropPicture('a');
  await engine.revive();
  await load(engine, 'served-llama.cpp-other');
  await load(engine, 'pocket-llava');
  await engine.cancel();
  expect(calls).toEqual([
    'own.addPicture a',
    'own.load',
    'own.score',
    'own.dispose',
    'served.addPicture a',
    'served.load',
    'served.addPicture b',
    'served.dropPicture a',
    'served.revive',
    'served.load',
    'served.dispose',
    'own.addPicture b',
    'own.load',
    'own.cancel'
  ]);
});
