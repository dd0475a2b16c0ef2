import { afterEach, expect, it, vi } from 'vitest';
import { pageSettings, takePageSettings } from './pageSettings.ts';

function area(entries: Record<string, string>) {
  const kept = new Map(Object.entries(entries));
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  };
}

afterEach(() => vi.unstubAllGlobals());

it('takes what is its own, leaves what other apps of the address keep, and brings it back', () => {
  const localStorage = area({ 'valueshift.theme': 'dark', theirs: 'x' });
  vi.stubGlobal('window', {
    localStorage,
    get sessionStorage() {
      throw new DOMException('', 'SecurityError');
    }
  });
  expect(pageSettings()).toEqual({ 'valueshift.theme': 'dark' });
  const back = takePageSettings();
  expect(pageSettings()).toEqual({});
  expect(localStorage.getItem('theirs')).toBe('x');
  back();
  expect(pageSettings()).toEqual({ 'valueshift.theme': 'dark' });
});
