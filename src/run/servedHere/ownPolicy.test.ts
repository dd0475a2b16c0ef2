import { expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../scripts/vite/headers.mjs';
import { asksLoopbackOnly } from './ownPolicy.ts';

it("takes the policy that the build gives the worker, and no other file's", () => {
  expect(asksLoopbackOnly(contentSecurityPolicy('build', 'served/x.js'))).toBe(true);
  expect(asksLoopbackOnly(contentSecurityPolicy('build'))).toBe(false);
  expect(asksLoopbackOnly(contentSecurityPolicy('build', 'download.html'))).toBe(false);
});

it('takes none that allows more, or none at all', () => {
  for (const policy of [
    null,
    '',
    "default-src 'none'",
    "connect-src 'none'",
    'connect-src http://127.0.0.1:* https://example.org',
    'connect-src *'
  ])
    expect(asksLoopbackOnly(policy), String(policy)).toBe(false);
  expect(
    asksLoopbackOnly("connect-src *, default-src 'none'; connect-src http://localhost:*")
  ).toBe(true);
});
