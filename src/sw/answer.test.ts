import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathAsked, withHeaders } from './answer.ts';
import { PASS_THROUGH } from './keptFiles.ts';

const SCOPE = 'https://school.example/apps/valueshift/';
const asked = (path: string, init?: RequestInit) =>
  pathAsked(new Request(SCOPE + path, init), SCOPE);
const LIST = {
  headers: { 'Content-Security-Policy': 'strict', 'Cross-Origin-Opener-Policy': 'same-origin' },
  pageHeaders: { 'download.html': { 'Content-Security-Policy': 'with hub' } }
};
const to = (destination: RequestDestination) => ({ destination }) as Request;

describe('pathAsked', () => {
  it('finds the start page in the bare folder, with any search or hash', () => {
    expect(asked('')).toBe('index.html');
    expect(asked('?from=mail')).toBe('index.html');
    expect(asked('#/explore')).toBe('index.html');
    expect(asked('download.html?model=x')).toBe('download.html');
  });

  it('gives back any path, however it is encoded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zäß한€ 0-9+&=~()-]+$/), { minLength: 1 }),
        (parts) => asked(parts.map(encodeURIComponent).join('/')) === parts.join('/')
      )
    );
  });

  it('leaves alone what is not a whole GET of this folder', () => {
    expect(asked('x', { method: 'POST' })).toBeNull();
    expect(asked('x', { headers: { Range: 'bytes=0-9' } })).toBeNull();
    expect(asked('x', { headers: { [PASS_THROUGH]: '1' } })).toBeNull();
    expect(asked('%E0%A4%A')).toBeNull();
    expect(pathAsked(new Request('https://school.example/other/'), SCOPE)).toBeNull();
    expect(pathAsked(new Request('https://hub.example/apps/valueshift/'), SCOPE)).toBeNull();
  });
});

describe('withHeaders', () => {
  it('isolates pages and workers, and gives the download page its own policy', async () => {
    for (const destination of ['document', 'worker'] as const) {
      const response = withHeaders(new Response('body'), to(destination), 'index.html', LIST);
      expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(response.headers.get('Content-Security-Policy')).toBe('strict');
      expect(await response.text()).toBe('body');
    }
    const page = withHeaders(new Response(''), to('document'), 'download.html', LIST);
    expect(page.headers.get('Content-Security-Policy')).toBe('with hub');
    // Whoever wants to know it first asks without running it.
    const read = withHeaders(new Response(''), to(''), 'download.html', LIST);
    expect(read.headers.get('Content-Security-Policy')).toBe('with hub');
  });

  it('hands everything else on untouched', () => {
    const response = new Response('weights');
    expect(withHeaders(response, to(''), 'models/a.onnx', LIST)).toBe(response);
    const failed = Response.error();
    expect(withHeaders(failed, to('document'), 'index.html', LIST)).toBe(failed);
  });
});
