import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import sentences from '../../src/ui/messages/en/errors.servers.json';

const sources = readdirSync('src/servers', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join('src/servers', name), 'utf8'))
  .join('\n');
const codes = new Set([...sources.matchAll(/'(server-[a-z-]+)'/g)].map(([, code]) => code ?? ''));

test('every fault of a server has its sentence, and no sentence stands for none', () => {
  expect([...codes].sort()).toEqual(Object.keys(sentences).sort());
});
