import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { loopbackUrl } from './loopbackUrl.ts';

const codeOf = (typed: string): string => {
  try {
    return loopbackUrl(typed);
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
};

it.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  [' localhost:11434/v1/ ', 'http://localhost:11434'],
  ['http://[::1]:1234', 'http://localhost:1234'],
  ['HTTP://LOCALHOST/', 'http://localhost'],
  ['127.1:80', 'http://127.0.0.1'],
  ['http://127.0.0.1:8000/models/v1', 'http://127.0.0.1:8000/models']
])('takes %s', (typed, url) => expect(loopbackUrl(typed)).toBe(url));

it.each([
  ['', 'server-address'],
  ['http://', 'server-address'],
  ['https://localhost:8000', 'server-address'],
  ['file:///etc/passwd', 'server-address'],
  ['http://me:secret@127.0.0.1:8000', 'server-address'],
  ['http://127.0.0.2:8000', 'server-loopback-name'],
  ['http://192.168.1.20:8000', 'server-not-loopback'],
  ['http://0.0.0.0:8000', 'server-not-loopback'],
  ['http://[fe80::1]:8000', 'server-not-loopback'],
  ['http://localhost.example.org', 'server-not-loopback'],
  ['http://127.0.0.1.example.org', 'server-not-loopback'],
  ['gpu.example.org:8000', 'server-not-loopback']
])('refuses %s', (typed, code) => expect(codeOf(typed)).toBe(code));

it('lets no password into a message', () => {
  expect(() => loopbackUrl('http://me:secret@127.0.0.1')).toThrow(/^(?!.*secret)/);
});

it('gives nothing but an address of this computer, whatever is typed', () => {
  const host = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.string()
  );
  fc.assert(
    fc.property(host, fc.string(), (name, rest) => {
      const given = codeOf(`http://${name}${rest}`);
      if (!given.startsWith('server-'))
        expect(['127.0.0.1', 'localhost']).toContain(new URL(given).hostname);
    })
  );
});
