import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/engine/catalogue.ts';
import { DYNAMIC, DTYPES, variantName } from '../../src/engine/files/variants.ts';
import { expectedRunner, TWIN_RESULTS } from '../../src/engine/twinResults.ts';

/** A row of the table of docs/twins.md. */
interface Row {
  twin: string;
  variant: string;
  runner: string;
}
const ROW = /^\| ([\w.-]+) +\| (\w+) +\| (packed|sequential|naive) +\|/gm;
const table = [...readFileSync('docs/twins.md', 'utf8').matchAll(ROW)].map(
  ([, twin, variant, runner]) => ({ twin, variant, runner }) as Row
);
const dtypeOf = (variant: string) => DTYPES.find((one) => variantName(one) === variant);

/** What the browser test holds the project's own twins to, at every run. */
const EXPECTED = /^ {2}'([\w.-]+) (\w+)': \['(\w+)'/gm;
const expected = [...readFileSync('test/browser/twins.test.mjs', 'utf8').matchAll(EXPECTED)].map(
  ([, twin, variant, runner]) => ({ twin, variant, runner }) as Row
);

describe('what is said of twins', () => {
  it('is what the table shows: every row, and nothing else', () => {
    expect(table.length).toBeGreaterThan(30);
    const rows = Object.entries(TWIN_RESULTS).flatMap(([twin, { exact, runner }]) =>
      exact.map((dtype) => `${twin} ${variantName(dtype)} ${runner}`)
    );
    const shown = table
      .filter(({ variant }) => !DYNAMIC.includes(dtypeOf(variant)!))
      .map(({ twin, variant, runner }) => `${twin} ${variant} ${runner}`);
    expect(rows.sort()).toEqual(shown.sort());
  });

  it('is what the browser test expects, the way of asking included', () => {
    expect(expected.length).toBeGreaterThan(10);
    for (const row of expected) {
      expect(table).toContainEqual(row);
      expect(expectedRunner(row.twin, dtypeOf(row.variant)!), row.variant).toBe(row.runner);
    }
  });

  it('of what is rounded while running is that it is asked naively', () => {
    const rounded = table.filter(({ variant }) => DYNAMIC.includes(dtypeOf(variant)!));
    expect(rounded.length).toBeGreaterThan(5);
    expect(new Set(rounded.map(({ runner }) => runner))).toEqual(new Set(['naive']));
  });
});

describe('the twin of a model in the catalogue', () => {
  const withTwin = CATALOGUE.flatMap(({ id, type, twin }) => (twin ? [{ id, type, twin }] : []));

  it.each(withTwin)('$id: is of its type', ({ type, twin }) => {
    expect(Object.keys(TWIN_RESULTS)).toContain(twin);
    const config = `test/fixtures/twins/${twin}/config.json`;
    expect(existsSync(config)).toBe(true);
    const { model_type } = JSON.parse(readFileSync(config, 'utf8')) as { model_type: string };
    expect(model_type).toBe(type);
  });
});
