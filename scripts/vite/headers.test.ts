import { expect, test } from 'vitest';
import { contentSecurityPolicy, policyOf } from './headers.mjs';

test('one page may ask the hub, one worker this computer, all else the app alone', () => {
  expect(policyOf('/download.html')).toBe('hub');
  expect(policyOf('served/served.worker-abc.js')).toBe('loopback');
  expect(policyOf('/src/run/servedHere/served.worker.ts')).toBe('loopback');
  for (const path of ['', '/', '/index.html', '/assets/engine.worker-1.js', '/reserved/x.js'])
    expect(policyOf(path), path).toBe('strict');
});

test('the worker for servers may not ask even the app, nor any address but loopback', () => {
  const connect = /connect-src ([^;]*)/.exec(contentSecurityPolicy('build', 'served/x.js'))?.[1];
  expect(connect).toBe('http://127.0.0.1:* http://localhost:*');
  expect(contentSecurityPolicy('build')).toContain("connect-src 'self';");
});
