import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownScript, trustedPage } from './trustedScripts.ts';

const FOLDER = 'https://school.example/apps/valueshift/';
const SCRIPTS = /^assets\/[\w.-]+\.worker-[\w-]+\.js$|^sw\.js$/;

describe('ownScript', () => {
  it.each([
    ['assets/engine.worker-B528QdOB.js', 'assets/engine.worker-B528QdOB.js'],
    ['./sw.js', 'sw.js'],
    ['assets/../sw.js', 'sw.js'],
    [`${FOLDER}assets/zip.worker-a_b.js`, 'assets/zip.worker-a_b.js']
  ])('%s is ours', (url, path) => {
    expect(ownScript(url, FOLDER, SCRIPTS)).toBe(FOLDER + path);
  });

  it.each([
    'blob:https://school.example/7c2f',
    'data:text/javascript,1',
    'javascript:1',
    'https://other.example/apps/valueshift/sw.js',
    '//other.example/sw.js',
    'https://school.example/sw.js',
    '../sw.js',
    'https://school.example/apps/valueshift.evil/sw.js',
    'assets/index-DX1W1tlA.js',
    'pictures/engine.worker-a.js',
    'sw.js?evil',
    'sw.js#evil',
    'assets/x.worker-a.js/../../pictures/evil.js',
    'https://',
    ''
  ])('%s is not', (url) => {
    expect(ownScript(url, FOLDER, SCRIPTS)).toBeNull();
  });
});

describe('trustedPage', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is the text itself where browsers know no such types', () => {
    expect(trustedPage('plain', '<p>')).toBe('<p>');
  });

  it('asks for one rule a name, which gives out that page whatever it is told', () => {
    const createPolicy = vi.fn(
      (_: string, { createHTML }: { createHTML: (x: string) => string }) => ({
        createHTML
      })
    );
    vi.stubGlobal('trustedTypes', { defaultPolicy: null, createPolicy });
    expect(trustedPage('frame', '<p>')).toBe('<p>');
    expect(trustedPage('frame', '<p>')).toBe('<p>');
    expect(createPolicy).toHaveBeenCalledTimes(1);
    expect(createPolicy.mock.calls[0]?.[1].createHTML('<script>')).toBe('<p>');
  });
});
