import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './headers.mjs';
import { hostFiles } from './hostFiles.mjs';

const ENTRIES = [
  '.htaccess',
  '_headers',
  'assets/',
  'automation.html',
  'download.html',
  'files.json',
  'icon.svg',
  'index.html',
  'ort/',
  'served/',
  'sw.js'
];
const INLINE = ['sha256-x'];
const files = hostFiles(ENTRIES, INLINE);
const policyOf = (path: string) =>
  securityHeaders('build', path, INLINE)['Content-Security-Policy'] as string;

describe('_headers', () => {
  /** Rules as Netlify and Cloudflare Pages read them: path -> lines below it. */
  const rules = (files._headers ?? '')
    .split('\n')
    .reduce<{ path: string; lines: string[] }[]>((all, line) => {
      if (line.startsWith('/')) all.push({ path: line, lines: [] });
      else if (line) all.at(-1)?.lines.push(line.trim());
      return all;
    }, []);
  const linesFor = (asked: string) =>
    rules
      .filter(({ path }) =>
        path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : asked === path
      )
      .flatMap(({ lines }) => lines);

  it.each([
    ['/', ''],
    ['/index.html', ''],
    ['/index', ''],
    ['/automation', ''],
    ['/download.html', 'download.html'],
    ['/download', 'download.html'],
    ['/assets/engine.worker-1.js', ''],
    ['/ort/ort-wasm-simd-threaded.mjs', ''],
    ['/served/served.worker-1.js', 'served/served.worker-1.js'],
    ['/sw.js', ''],
    ['/icon.svg', ''],
    ['/files.json', '']
  ])('gives %s every header once', (path, file) => {
    const lines = linesFor(path);
    const wanted = Object.entries(securityHeaders('build', file, INLINE)).map(
      ([name, value]) => `${name}: ${value}`
    );
    expect(lines.filter((line) => !line.startsWith('Cache-Control')).sort()).toEqual(wanted.sort());
  });

  it('has new versions found at once', () => {
    for (const path of ['/', '/index.html', '/index', '/download', '/sw.js'])
      expect(linesFor(path), path).toContain('Cache-Control: no-cache');
    expect(linesFor('/assets/a.js').join()).not.toContain('Cache-Control');
  });

  it('stays within what hosts read: 100 rules, 2000 characters a line', () => {
    expect(rules.length).toBeLessThan(60);
    for (const { lines } of rules) for (const line of lines) expect(line.length).toBeLessThan(2000);
  });
});

describe('the other hosts', () => {
  it.each(['.htaccess', 'hosting/nginx.conf', 'hosting/Caddyfile'])(
    '%s has all headers',
    (name) => {
      const text = files[name] ?? '';
      for (const [header, value] of Object.entries(securityHeaders('build', '', INLINE))) {
        expect(text).toContain(header);
        expect(text).toContain(`"${value}"`);
      }
      for (const path of ['download.html', 'served/x.js'])
        expect(text).toContain(`"${policyOf(path)}"`);
    }
  );
});

it('the hash of what stands in a page is one source of scripts more, and changes nothing else', () => {
  const without = contentSecurityPolicy('build');
  expect(without).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[\w+/]{43}=';/);
  expect(contentSecurityPolicy('build', '', INLINE).replace(" 'sha256-x'", '')).toBe(without);
});
