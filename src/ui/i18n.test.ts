import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { errorText, t, type MessageKey } from './i18n.ts';

const MESSAGES = 'src/ui/messages/en';
const PLURAL = /_(zero|one|two|few|many|other)$/;

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const sources = files('src')
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : leaves(value, `${path}${key}.`)
  );
}

function catalogue(file: string): Tree {
  return JSON.parse(readFileSync(join(MESSAGES, file), 'utf8')) as Tree;
}

const areas = readdirSync(MESSAGES);
const sentences = areas
  .filter((file) => !file.startsWith('errors.'))
  .flatMap((file) =>
    leaves(catalogue(file), file === 'common.json' ? '' : `${file.split('.')[0]}.`)
  );
const errorFiles = areas.filter((file) => file.startsWith('errors.'));

/** Keys built from parts, `lab.orders.names.${orders}`, as patterns. */
const patterns = [...sources.matchAll(/`([a-z][\w.-]*\.\$\{[^`]*)`/gi)].map((match) => {
  const parts = (match[1] as string).split(/\$\{[^}]*\}/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.+]/g, '\\$&')).join('.+')}$`);
});

describe('message catalogue', () => {
  it('holds no sentence that nothing says', () => {
    const unused = sentences
      .map((key) => key.replace(PLURAL, ''))
      .filter((key) => !patterns.some((p) => p.test(key)) && !sources.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it('has a sentence for every key in the sources', () => {
    const known = new Set(sentences.map((key) => key.replace(PLURAL, '')));
    const used = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] as string);
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((key) => !key.startsWith('errors.') && !known.has(key))).toEqual([]);
  });

  it('names every error once, in one area', () => {
    const codes = errorFiles.flatMap((file) => leaves(catalogue(file)));
    expect(codes.filter((code, k) => codes.indexOf(code) !== k)).toEqual([]);
  });

  it('has a sentence for every error that the sources raise', () => {
    const codes = new Set(errorFiles.flatMap((file) => leaves(catalogue(file))));
    const raised = [...sources.matchAll(/new AppError\(\s*'([a-z0-9-]+)'/g)].map((m) => m[1]);
    expect([...new Set(raised)].filter((code) => !codes.has(code as string))).toEqual([]);
  });
});

describe('t and errorText', () => {
  it('fill in and pick plural forms', () => {
    expect(t('form.status.some', { count: 3, known: 1 })).toContain('3');
    expect(t('progress.model.files', { count: 1 })).not.toBe(
      t('progress.model.files', { count: 2 })
    );
  });

  it('refuse a mistaken key at compile time', () => {
    // @ts-expect-error -- no such key
    const mistaken: MessageKey = 'lab.run.nothing';
    expect(t(mistaken)).toBe('lab.run.nothing');
  });

  it('never leave an error without words', () => {
    expect(errorText(new AppError('nobody-knows-this', { a: 1 }))).toContain('nobody-knows-this');
    expect(errorText(new AppError('unexpected', { message: 'Boom.' }))).toContain('Boom.');
  });
});
