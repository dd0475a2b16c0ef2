import { afterEach, expect, it, vi } from 'vitest';

/** The choice as the next visit finds it. */
async function visit() {
  vi.resetModules();
  return (await import('./openingKey.svelte.ts')).openingKey;
}

afterEach(() => vi.unstubAllGlobals());

it('F opens the stage until that is turned off, on later visits too', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  });
  const first = await visit();
  expect(first.on).toBe(true);
  first.on = false;
  expect(first.on).toBe(false);
  const second = await visit();
  expect(second.on).toBe(false);
  second.on = true;
  expect((await visit()).on).toBe(true);
});

it('where nothing may be kept the choice lasts as long as the page', async () => {
  const forbidden = () => {
    throw new DOMException('', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  const key = await visit();
  key.on = false;
  expect(key.on).toBe(false);
});
