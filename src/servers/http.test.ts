import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { faultKind } from './faults.ts';
import { serverHttp, type ReplyBounds } from './http.ts';

const KEY = 'sk-very-secret-0123';
const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function served(reply: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => reply(response));
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const good = v.object({ a: v.number() });

async function fault(url: string, asking: Partial<ReplyBounds> = {}): Promise<AppError> {
  const http = serverHttp({ url, key: KEY });
  const { signal } = new AbortController();
  try {
    await http.post('/x', { prompt: 'hello' }, good, { signal, ...asking });
  } catch (thrown) {
    const error = AppError.from(thrown);
    expect(error.message).not.toContain(KEY);
    return error;
  }
  throw new Error('It was answered.');
}

const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
const raw =
  (body: string, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status).end(body);
  };

describe('a request', () => {
  test('brings the key and gives the reply as it is', async () => {
    let sent: string | undefined;
    const url = await served((response) => {
      sent = response.req.headers.authorization;
      json({ a: 1, more: [2] })(response);
    });
    const { signal } = new AbortController();
    const http = serverHttp({ url: `${url}/v1/`, key: KEY });
    expect(await http.get('/v1/models', good, { signal })).toEqual({ a: 1, more: [2] });
    expect(sent).toBe(`Bearer ${KEY}`);
    expect(http.server).toBe(url);
  });

  test.each([
    [401, 'server-key', 'ends'],
    [403, 'server-key', 'ends'],
    [404, 'server-no-model', 'ends'],
    [400, 'server-refused', 'never'],
    [422, 'server-refused', 'never'],
    [429, 'server-busy', 'again'],
    [500, 'server-failed', 'once'],
    [502, 'server-busy', 'again'],
    [503, 'server-busy', 'again']
  ] as const)('status %i is %s, so: %s', async (status, code, kind) => {
    const url = await served(
      json({ error: { message: `No.\n${KEY} ${'x'.repeat(999)}` } }, status)
    );
    const error = await fault(url);
    expect(error).toMatchObject({ code, params: { server: url, status } });
    expect(error.params.words).toMatch(/^No\. … x{200,299}…$/);
    expect(faultKind(error)).toBe(kind);
  });

  test.each([
    [{ detail: 'Why not' }, 'Why not'],
    [{ error: 'Not so' }, 'Not so'],
    [{ object: 'error', message: 'Too long' }, 'Too long']
  ])('finds the words of %j', async (body, words) => {
    expect((await fault(await served(json(body, 400)))).params.words).toBe(words);
  });

  test.each([
    ['<html>Hello</html>', 'server-not-json', 'once'],
    ['', 'server-not-json', 'once'],
    ['{"a": 1', 'server-half-reply', 'once'],
    ['{"a": "one"}', 'server-reply', 'once'],
    [`{"a": "${KEY}"}`, 'server-reply', 'once']
  ])('a reply %j is %s, so: %s', async (body, code, kind) => {
    const error = await fault(await served(raw(body)));
    expect(error.code).toBe(code);
    expect(faultKind(error)).toBe(kind);
  });

  test('a connection cut in the middle is asked again', async () => {
    const url = await served((response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"a":');
      setTimeout(() => response.destroy(), 20);
    });
    const error = await fault(url);
    expect(error.code).toBe('server-cut');
    expect(faultKind(error)).toBe('again');
  });

  test('a server that is away is asked again', async () => {
    const url = await served(() => undefined);
    open.splice(0).forEach((server) => server.close());
    const error = await fault(url);
    expect(error).toMatchObject({ code: 'server-unreachable', params: { reason: 'ECONNREFUSED' } });
    expect(faultKind(error)).toBe('again');
  });

  test('one that says nothing is given up after its time', async () => {
    const error = await fault(await served(() => undefined), { seconds: 0.05 });
    expect(error).toMatchObject({ code: 'server-slow', params: { seconds: 0.05 } });
    expect(faultKind(error)).toBe('again');
  });

  test('a stop is no fault of the server', async () => {
    const controller = new AbortController();
    const url = await served(() => controller.abort());
    const error = await fault(url, { signal: controller.signal });
    expect(error.code).toBe('cancelled');
    expect(faultKind(error)).toBe('ends');
    expect((await fault(url, { signal: controller.signal })).code).toBe('cancelled');
  });

  test('an endless reply is not read to its end', async () => {
    const url = await served((response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65536)));
        response.once('drain', more);
      };
      more();
    });
    const error = await fault(url, { most: 2 ** 20 });
    expect(error).toMatchObject({ code: 'server-too-much', params: { megabytes: 1 } });
    expect(faultKind(error)).toBe('never');
  });

  test.each(['127.0.0.1:8000', 'ftp://a/b', 'http://me:secret@127.0.0.1', 'nonsense'])(
    'the address %s is none',
    (url) => {
      expect(() => serverHttp({ url })).toThrow('server-address');
    }
  );
});

test('what nobody foresaw ends a run', () => {
  expect(faultKind(new TypeError('x is not a function'))).toBe('ends');
});
