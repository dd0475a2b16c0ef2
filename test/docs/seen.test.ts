import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wilson } from '../../src/core/inference/wilson.ts';
import table from '../../src/core/study/sentences/seenCalibration.json';

const page = readFileSync('docs/lab.md', 'utf8');

test('docs/lab.md has the table that the app goes by', () => {
  const cells = page
    .split('\n')
    .filter((line) => /^\| (flags|drawings|photographs|no flag) /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, kind, weight, said, right, interval]) => ({ kind, weight, said, right, interval }));
  const names = { flag: 'flags', drawing: 'drawings', photograph: 'photographs' };
  const whole = (share: number) => Math.round(100 * share);
  expect(cells).toEqual(
    table.rows.map(({ kind, from, to, said, right, n }) => {
      const [low, high] = wilson(right, n);
      return {
        kind: kind === null ? 'no flag' : names[kind as keyof typeof names],
        weight: `${from.toFixed(2)} to ${to.toFixed(2)}`,
        said: said.toFixed(3),
        right: `${right} of ${n}`,
        interval: `${whole(low)} to ${whole(high)}%`
      };
    })
  );
});

test('docs/lab.md tells every style of flags and drawings', () => {
  for (const { set, kind, right, n } of table.sets) {
    if (kind !== 'photograph')
      expect(page.replace(/\s+/g, ' ')).toContain(`${set} ${right} of ${n}`);
  }
});
