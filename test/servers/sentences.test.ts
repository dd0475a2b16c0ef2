import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import sentences from '../../src/ui/messages/en/errors.servers.json';

const MESSAGES = 'src/ui/messages/en';
const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
const codesIn = (texts: string[]) =>
  new Set(texts.flatMap((text) => [...text.matchAll(/'(server-[a-z-]+)'/g)].map((m) => m[1])));

test('every fault of a server has its sentence', () => {
  const known = readdirSync(MESSAGES)
    .filter((name) => name.startsWith('errors.'))
    .flatMap((name) => Object.keys(JSON.parse(readFileSync(join(MESSAGES, name), 'utf8'))));
  const raised = [...codesIn(sourcesIn('src/servers'))];
  expect(raised.length).toBeGreaterThan(20);
  expect(raised.filter((code) => !known.includes(code as string))).toEqual([]);
});

test('no sentence stands for a fault that nobody raises', () => {
  const raised = codesIn(sourcesIn('src'));
  const own = Object.keys(sentences).filter((code) => code.startsWith('server-'));
  expect(own.filter((code) => !raised.has(code))).toEqual([]);
});
