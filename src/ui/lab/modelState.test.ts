import { expect, it, vi } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { FakeEngine } from './fixtures.ts';
import { ModelState } from './modelState.svelte.ts';

/** Ends the wait for the sentences about models; set while they are on their way. */
let arrive: (() => void) | undefined;
vi.mock('../messages/modelFaults.ts', async () => {
  await new Promise<void>((resolve) => (arrive = resolve));
  return {};
});

it('a load that failed says so once its sentences are here', async () => {
  const engine = new FakeEngine();
  engine.failLoad = new AppError('file-missing', { file: 'x' });
  const model = new ModelState(engine);
  const loading = model.ensure().catch((thrown: unknown) => AppError.from(thrown).code);
  await expect.poll(() => arrive).toBeDefined();
  // All that can be done without the sentences is done by then.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([engine.loads, model.status, model.error]).toEqual([1, 'loading', null]);
  arrive?.();
  expect(await loading).toBe('file-missing');
  expect([model.status, model.error?.code]).toEqual(['failed', 'file-missing']);
});
