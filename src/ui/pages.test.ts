import { describe, expect, it } from 'vitest';
import { PAGES, pageOf } from './pages.ts';

describe('pageOf', () => {
  it('leads to the first page from an empty address and from in-page anchors', () => {
    for (const hash of ['', '#', '#/', '#main']) expect(pageOf(hash)).toBe(PAGES[0]);
  });

  it('finds a page whatever follows its name', () => {
    for (const hash of ['#/about', '#/about/', '#/about?from=lab']) {
      expect(pageOf(hash)?.path).toBe('about');
    }
  });

  it('knows what it does not know', () => {
    for (const hash of ['#/nowhere', '#/labs', '#/toString']) expect(pageOf(hash)).toBeNull();
  });

  it('has one page a path', () => {
    expect(new Set(PAGES.map(({ path }) => path)).size).toBe(PAGES.length);
  });
});
