import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import sentences from '../../src/ui/messages/en/errors.servers.json';

const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
const sources = [...sourcesIn('src/servers'), ...sourcesIn('src/run')].join('\n');
const codes = new Set([...sources.matchAll(/'(server-[a-z-]+)'/g)].map(([, code]) => code ?? ''));
const own = Object.keys(sentences).filter((code) => code.startsWith('server-'));

test('every fault of a server has its sentence, and no sentence stands for none', () => {
  expect([...codes].sort()).toEqual(own.sort());
});
