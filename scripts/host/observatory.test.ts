import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../vite/headers.mjs';
import { observe } from './observatory.mjs';

const HTML = '<script type="module" src="./a.js" integrity="sha256-x"></script>';
const GOOD = securityHeaders('build');
const seen = (changed: Record<string, string | null>, html = HTML) => {
  const headers = new Headers(GOOD);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return observe({ headers, html });
};
const points = (rule: string, changed: Record<string, string | null>, html?: string) =>
  seen(changed, html).rows.find((row) => row.rule === rule)?.points;

describe('grades', () => {
  it('gives our headers the best', () => {
    expect(seen({})).toMatchObject({ grade: 'A+', score: 155 });
  });

  it('gives a host without headers what it deserves', () => {
    // No policy -25, nothing about https -20, no nosniff -5, frames -20.
    expect(observe({ headers: new Headers(), html: '' })).toMatchObject({ grade: 'D', score: 30 });
  });

  it('counts extra points from 90 on only', () => {
    expect(seen({ 'Strict-Transport-Security': null })).toMatchObject({ grade: 'B+', score: 80 });
    expect(seen({ 'Strict-Transport-Security': 'max-age=60' }).grade).toBe('A+');
  });

  it.each([
    ['X-Content-Type-Options', null, 'A+'],
    ['Content-Security-Policy', null, 'C']
  ])('without %s', (name, value, grade) => {
    expect(seen({ [name]: value }).grade).toBe(grade);
  });
});

describe('policies', () => {
  const policy = (text: string) =>
    points('Content-Security-Policy', { 'Content-Security-Policy': text });

  it.each([
    ["default-src 'none'", 10],
    ["default-src 'self'", 5],
    ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", 10],
    ["default-src 'none'; style-src 'unsafe-inline'", 0],
    ["default-src 'none'; script-src 'self' 'unsafe-eval'", -10],
    ["default-src 'none'; img-src http:", -10],
    ["default-src 'none'; script-src 'self' 'unsafe-inline'", -20],
    ["default-src 'none'; script-src 'self' 'unsafe-inline' 'sha256-x'", 10],
    ["default-src 'none'; script-src https:", -20],
    ["default-src 'none'; connect-src http://a.example", -20],
    ["img-src 'self'", -20],
    ["default-src 'none'; default-src 'self'", -25],
    ["default-src *, default-src 'none'", 10]
  ])('%s: %i', (text, expected) => {
    expect(policy(text)).toBe(expected);
  });

  it('lets frames in only where a header says so', () => {
    const meta =
      '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; frame-ancestors &#39;none&#39;">';
    expect(points('Framing', { 'Content-Security-Policy': null }, meta)).toBe(-20);
    expect(points('Content-Security-Policy', { 'Content-Security-Policy': null }, meta)).toBe(10);
  });
});

describe('the rest', () => {
  it('judges cookies, sharing, redirection', () => {
    const cookie = (text: string) => points('Cookies', { 'Set-Cookie': text });
    expect(cookie('a=1; Secure; SameSite=Lax')).toBe(5);
    expect(cookie('a=1; Secure')).toBe(0);
    expect(cookie('a=1')).toBe(-5);
    expect(cookie('sessionid=1; Secure; SameSite=Lax')).toBe(-30);
    const cors = new Headers({
      'Access-Control-Allow-Origin': 'https://http-observatory.security.mozilla.org',
      'Access-Control-Allow-Credentials': 'true'
    });
    const shared = observe({ headers: new Headers(GOOD), html: HTML, cors, redirects: false });
    expect(shared.rows.filter((row) => row.points < 0).map((row) => row.points)).toEqual([
      -50, -20
    ]);
  });

  it('wants integrity on scripts', () => {
    const own = points('Subresource integrity', {}, '<script src="./a.js"></script>');
    const foreign = points('Subresource integrity', {}, '<script src="//x.example/a"></script>');
    expect([own, foreign]).toEqual([0, -50]);
  });
});
