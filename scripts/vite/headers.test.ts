import { expect, test } from 'vitest';
import { contentSecurityPolicy, policyOf, securityHeaders } from './headers.mjs';

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

test('of what a browser can forbid, the camera and servers of this computer alone are let be', () => {
  const features = (securityHeaders('build')['Permissions-Policy'] ?? '').split(', ');
  const allowed = features.filter((each) => !each.endsWith('=()'));
  expect(allowed).toEqual([
    'camera=(self)',
    'fullscreen=(self)',
    'local-network-access=(self)',
    'loopback-network=(self)'
  ]);
  for (const feature of ['microphone', 'geolocation', 'usb', 'payment', 'display-capture'])
    expect(features).toContain(`${feature}=()`);
  expect(new Set(features.map((each) => each.split('=')[0])).size).toBe(features.length);
});

test('both modes demand Trusted Types; https alone is demanded of builds', () => {
  for (const mode of ['dev', 'build'] as const) {
    const policy = contentSecurityPolicy(mode);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/trusted-types default svelte-trusted-html drawing-frame$/);
  }
  expect(securityHeaders('dev')).not.toHaveProperty('Strict-Transport-Security');
});
