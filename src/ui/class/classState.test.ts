import { describe, expect, it } from 'vitest';
import { writeClassShare } from '../../formats/class/classFile.ts';
import { codesOf } from '../../formats/class/codeParts.ts';
import { madeShare } from '../../formats/class/fixtures/classShares.ts';
import { mergeClass } from '../../run/class/mergeClass.ts';
import { memoryStore } from '../../store/memory.ts';
import { layoutClassChart } from './classChart.ts';
import { ClassState } from './classState.svelte.ts';
import { spreadTable, wholeTable } from './classTable.ts';
import { ClassNames, deviceList, outcomeWords } from './classWords.ts';

const shares = Array.from({ length: 30 }, (_, k) => madeShare(k + 1));
const files = shares.map((share, k) => new File([writeClassShare(share)], `${k + 1}.vsclass`));
const cut = new File([(await files[0]!.text()).slice(0, -9)], 'cut.vsclass');

describe('the class page', () => {
  it('keeps what was read, whole and in part, and brings it back after a reload', async () => {
    const { documents } = memoryStore();
    const page = () => new ClassState(() => Promise.resolve(documents));
    const first = page();
    await Promise.all([first.take([cut, ...files.slice(0, 20)]), first.take(files.slice(15))]);
    const codes = codesOf(madeShare(77), 'large');
    await first.takeCode(codes[0]!);
    expect(first.gathered.shares).toEqual(shares);

    const second = page();
    await second.open();
    expect(second.gathered).toEqual(first.gathered);
    expect(second.gathered.sets[0]?.missing).toHaveLength(codes.length - 1);

    await second.clear();
    expect([second.empty, await emptyAfterReload(page())]).toEqual([true, true]);
    await second.take(files.slice(0, 1));
    await second.undo();
    const third = page();
    await third.open();
    expect(third.gathered).toEqual(first.gathered);
  });

  it('that is left while it reads loses nothing: the next visit waits for it', async () => {
    const { documents } = memoryStore();
    const page = () => new ClassState(() => Promise.resolve(documents));
    void page().take(files.slice(0, 20));
    const next = page();
    await next.take(files.slice(20, 21));
    expect(next.gathered.shares).toEqual(shares.slice(0, 21));
  });

  it('names what it did not take in by the file', async () => {
    const { documents } = memoryStore();
    const page = new ClassState(() => Promise.resolve(documents));
    await page.take([cut, files[0]!, files[0]!]);
    const [fault, added, again] = page.said.map(({ name, outcome }) =>
      outcome.kind === 'added' ? 'added' : outcomeWords(name, outcome)
    );
    expect(fault).toMatch(/^cut\.vsclass: It is cut off: \d+ of \d+ bytes are there/);
    expect([added, again]).toEqual(['added', '1.vsclass: this is device 1 again. It counts once.']);
  });

  it('says in a sentence what is no class file, whatever its name', async () => {
    const { documents } = memoryStore();
    const page = new ClassState(() => Promise.resolve(documents));
    await page.take([
      new File([], 'empty.vsclass'),
      new File(['PK\u0003\u0004\n'.repeat(999)], 'study.zip'),
      new File([new Uint8Array(50e6)], 'book.txt'),
      new File(['x'], '\u202Efdp.<b>.vsclass')
    ]);
    const sentences = page.said.map(
      ({ name, outcome }) => outcome.kind === 'fault' && outcomeWords(name, outcome)
    );
    const noClassFile =
      'This is no class file. A class file is saved in the Lab, under “For the class”.';
    expect(sentences).toEqual([
      `empty.vsclass: ${noClassFile}`,
      `study.zip: ${noClassFile}`,
      'book.txt: It is larger than 16 MB. No class file is.',
      `fdp.<b>.vsclass: ${noClassFile}`
    ]);
  });
});

async function emptyAfterReload(page: ClassState): Promise<boolean> {
  await page.open();
  return page.empty;
}

describe('what the page shows', () => {
  const merged = mergeClass(shares);
  const names = new ClassNames(
    merged.cues.map(({ cue }) => cue),
    null
  );
  const [shown] = merged.cues;

  it('draws every guess on the scale, and none over another', () => {
    const rows = shown!.rows.map((row) => ({
      row,
      title: 'A question',
      ends: ['no', 'yes'] as const
    }));
    const {
      rows: placed,
      from,
      to,
      height
    } = layoutClassChart(rows, 320, (text) => 8 * text.length);
    const dots = placed.flatMap(({ model, people }) => [...model.dots, ...people.dots]);
    expect(dots).toHaveLength(60);
    expect(dots.every(({ x, y }) => x >= from && x <= to && y > 0 && y < height)).toBe(true);
    for (const { model, people } of placed) {
      for (const row of [model.dots, people.dots]) {
        const near = row.filter((a, k) =>
          row.some((b, j) => j > k && a.y === b.y && Math.abs(a.x - b.x) < 8)
        );
        expect(near).toEqual([]);
      }
    }
    // Options without an order have no scale.
    expect(placed.map(({ axis }) => axis === null)).toEqual([false, false, false, true]);
  });

  it('writes a line for each question, and for each device and guess', () => {
    const table = spreadTable(shown!, null, names);
    expect(table.rows.map((row) => row.length)).toEqual(Array(4).fill(table.columns.length));
    expect(table.rows[0]?.slice(0, 2)).toEqual(['Q1', 10]);
    const whole = wholeTable(merged, null, names);
    expect(whole.rows).toHaveLength(30 * 3 * 4);
    expect(whole.rows.every((row) => row.length === whole.columns.length)).toBe(true);
    expect(new Set(whole.rows.map(([device]) => device)).size).toBe(30);
  });

  it('numbers own pictures, and devices in a row by their ends', () => {
    expect(merged.cues.map(({ cue }) => names.cue(cue)).slice(0, 3)).toEqual([
      'Own picture 1',
      'Own picture 2',
      'Own picture 3'
    ]);
    expect(deviceList([5, 1, 2, 4, 3, 9, 8])).toBe('1–5, 8, 9');
  });
});
