import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { circlesOf } from '../../scripts/lint/circles.mjs';
import { circleRule } from '../../scripts/lint/noCircles.mjs';
import { exportsIn, readSources, specifiersIn } from '../../scripts/lint/sources.mjs';

describe('the production files', () => {
  const sources = readSources();
  const paths = [...sources.keys()];

  test('are short: 95% have at most 200 lines', () => {
    const long = paths.filter((path) => (sources.get(path)?.lines ?? 0) > 200);
    expect(long.length / paths.length, long.join('\n')).toBeLessThanOrEqual(0.05);
  });

  test('give one name to one thing', () => {
    const homes = new Map<string, string[]>();
    for (const [path, { exports }] of sources) {
      for (const name of exports) homes.set(name, [...(homes.get(name) ?? []), path]);
    }
    expect([...homes].filter(([, at]) => at.length > 1)).toEqual([]);
  });

  test('have names that tell them apart', () => {
    expect(paths.filter((path) => path.endsWith('/api.ts'))).toEqual([]);
  });
});

describe('the lint rule against circles', () => {
  test('names the circle at each file on it, and no other', () => {
    const imports = {
      'src/a.js': ['src/b.js'],
      'src/b.js': ['src/a.js'],
      'src/c.js': ['src/a.js']
    };
    const rule = circleRule(() => new Map(Object.entries(imports)));
    const found = (filename: string) =>
      new Linter({ cwd: process.cwd() })
        .verify(
          'export {};',
          { plugins: { house: { rules: { circles: rule } } }, rules: { 'house/circles': 'error' } },
          join(process.cwd(), filename)
        )
        .map(({ message }) => message);
    const message = 'A circle of imports: src/a.js -> src/b.js -> src/a.js';
    expect(found('src/a.js')).toEqual([message]);
    expect(found('src/b.js')).toEqual([message]);
    expect(found('src/c.js')).toEqual([]);
  });
});

describe('how sources are read', () => {
  test('every way to refer to a file counts, in components too', () => {
    const text = `
      import { a } from './a.ts';
      import type { B } from '../b.ts';
      export { c } from './c.ts';
      export type * from './d.ts';
      import ts from 'typescript';
      const e = () => import('./e.svelte');
      type F = import('./f.ts').F;
      const g = new Worker(new URL('./g.worker.ts', import.meta.url), { type: 'module' });
      // import { no } from './comment.ts';`;
    const found = ['./a.ts', '../b.ts', './c.ts', './d.ts', './e.svelte', './f.ts'];
    expect(specifiersIn('src/x.ts', text)).toEqual([...found, './g.worker.ts']);
    const component = `<script module lang="ts">import './a.ts';</script>
      <script lang="ts">import type { B } from './b.ts';</script><p>import './text.ts'</p>`;
    expect(specifiersIn('src/X.svelte', component)).toEqual(['./a.ts', './b.ts']);
  });

  test('what a file declares and exports is its own, what it passes on is not', () => {
    const text = `
      export const a = 1, b = 2;
      export async function c() {}
      export abstract class D {}
      export interface E {}
      export type F = 1;
      const g = 1;
      export { g };
      export { h } from './h.ts';
      export * from './i.ts';`;
    expect(exportsIn('src/x.ts', text)).toEqual(['a', 'b', 'c', 'D', 'E', 'F', 'g']);
    expect(exportsIn('src/ui/Row.svelte', '<p></p>')).toEqual(['Row']);
  });

  test('circles are found wherever they begin, and a file reached twice is none', () => {
    const of = (imports: Record<string, string[]>) => circlesOf(new Map(Object.entries(imports)));
    expect(of({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toEqual([]);
    expect(of({ a: ['b'], b: ['c'], c: ['d'], d: ['b'] })).toEqual([['b', 'c', 'd', 'b']]);
    expect(of({ a: ['a'] })).toEqual([['a', 'a']]);
    expect(of({ a: ['b'], b: ['a', 'c'], c: ['b'] })).toHaveLength(2);
  });
});
