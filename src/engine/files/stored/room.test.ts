import { afterEach, describe, expect, it, vi } from 'vitest';
import { assertRoom } from './room.ts';

const grant = (quota?: number, usage?: number) =>
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage }) } });

describe('assertRoom', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('says how much is needed and how much there is', async () => {
    grant(1000e6, 700e6);
    await expect(assertRoom(250e6)).resolves.toBeUndefined();
    await expect(assertRoom(251e6)).rejects.toMatchObject({
      code: 'model-no-room',
      params: { neededMB: 301, freeMB: 300 }
    });
  });

  it('does not stand in the way of a browser that does not tell, or of nothing to fetch', async () => {
    grant();
    await expect(assertRoom(1e12)).resolves.toBeUndefined();
    grant(10, 10);
    await expect(assertRoom(0)).resolves.toBeUndefined();
  });
});
