import { beforeEach, expect, it, vi } from 'vitest';

const file = new File(['x'], 'flag.png');

/** `takeWhenAsked` of a fresh page, on which the reader of files comes so. */
async function takeWith(reader: () => Promise<object>) {
  vi.resetModules();
  vi.doMock('./intake.ts', reader);
  return (await import('./intakeLater.ts')).takeWhenAsked;
}

beforeEach(() => () => vi.doUnmock('./intake.ts'));

it('reads a file once its reader is here, which comes with the first one', async () => {
  let come: (() => void) | undefined;
  const takePicture = vi.fn((each: File) => Promise.resolve(each.name));
  const take = await takeWith(async () => {
    await new Promise<void>((resolve) => (come = resolve));
    return { takePicture };
  });
  expect(come).toBeUndefined();
  const taking = take(file);
  await expect.poll(() => come).toBeDefined();
  expect(takePicture).not.toHaveBeenCalled();
  come?.();
  expect(await taking).toBe('flag.png');
});

it('says that reading did not start where its reader does not come', async () => {
  const take = await takeWith(() => Promise.reject(new Error('Failed to fetch')));
  await expect(take(file)).rejects.toMatchObject({
    code: 'worker-not-started',
    params: { worker: 'pictures' }
  });
});
