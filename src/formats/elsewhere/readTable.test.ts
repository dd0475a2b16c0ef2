import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { csvCell } from '../csvCell.ts';
import { PromptIndex } from './promptIndex.ts';
import { readTable } from './readTable.ts';
import { tableCue, tableCueReader } from './tableCues.ts';
import type { TablePrompt } from './tablePrompt.ts';

const LETTERS = ['A', 'B', 'C'];
const prompt = (id: string, change: Partial<TablePrompt> = {}): TablePrompt => ({
  id: id.repeat(64),
  ...{ template: 'brief@1', cue: 'none', question: 'Q1', order: 0 },
  reads: { kind: 'letters', names: LETTERS },
  ...change
});
const PROMPTS = [
  prompt('a'),
  prompt('b', { order: 1 }),
  prompt('c', { cue: 'country:KOR' }),
  prompt('d', { order: null, reads: { kind: 'continuations', names: ['0', '1'] } })
];

function index(): PromptIndex {
  const found = new PromptIndex('s', tableCueReader([{ id: 'f'.repeat(64), name: 'a.png' }]));
  PROMPTS.forEach((each) => found.add(each));
  return found;
}

/** Any finite logarithm of a third at most, so that three letters are no more than 1. */
const logprob = fc.double({ max: -1.2, min: -1e42, noNaN: true });
const answers = fc.tuple(
  ...PROMPTS.map(({ reads }) => {
    const n = reads.kind === 'written' ? 0 : reads.names.length;
    return fc.array(fc.tuple(logprob, fc.integer({ min: 1, max: 9 })), {
      minLength: n,
      maxLength: n
    });
  })
);

interface Row {
  prompt: string;
  option: string;
  logprob: number;
  tokens: number;
}

const rowsOf = (said: readonly (readonly [number, number])[][]): Row[] =>
  PROMPTS.flatMap(({ id, reads }, at) =>
    (reads.kind === 'written' ? [] : reads.names).map((option, k) => {
      const [value = 0, tokens = 1] = said[at]?.[k] ?? [];
      return { prompt: id, option, logprob: value, tokens };
    })
  );

const asCsv = (rows: readonly Row[], delimiter = ',', end = '\n') =>
  [
    ['prompt', 'option', 'logprob', 'tokens'],
    ...rows.map((row) => [row.prompt, row.option, row.logprob, row.tokens].map(csvCell))
  ]
    .map((cells) => cells.join(delimiter))
    .join(end);

/** Cut anywhere but in the first line. */
const cut = (text: string, at: number) => {
  const place = Math.max(text.indexOf('\n') + 1, Math.floor(at * text.length));
  return [text.slice(0, place), text.slice(place)];
};

describe('a table of log-probabilities', () => {
  test('comes back to the bit, in any order of rows, delimiter, line end and cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        answers,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(fc.nat()),
        async (said, delimiter, end, at, places) => {
          const rows = rowsOf(said)
            .map((row) => ({ row, place: places.next().value as number }))
            .sort((a, b) => a.place - b.place)
            .map(({ row }) => row);
          const texts = [
            asCsv(rows, delimiter, end),
            rows.map((row) => JSON.stringify(row)).join(end)
          ];
          for (const text of texts) {
            const found = await readTable(cut(text, at), index());
            expect(found.partial).toEqual([]);
            PROMPTS.forEach(({ id, reads }, k) => {
              const logprobs = said[k]?.map(([value]) => value);
              const letters = reads.kind === 'letters';
              const tokens = said[k]?.map(([, count]) => (letters ? expect.any(Number) : count));
              expect(found.said.get(id)).toEqual({ kind: 'scored', logprobs, tokens });
            });
          }
        }
      ),
      { numRuns: 60 }
    );
  });

  test('a row that is taken out makes its prompt partial and changes no other', async () => {
    await fc.assert(
      fc.asyncProperty(answers, fc.nat({ max: 10 }), async (said, without) => {
        const rows = rowsOf(said);
        const [gone] = rows.splice(without, 1);
        const found = await readTable([asCsv(rows)], index());
        const whole = await readTable([asCsv(rowsOf(said))], index());
        expect(found.partial.map(({ prompt: { id }, lacks }) => [id, lacks])).toEqual([
          [gone?.prompt, [gone?.option]]
        ]);
        const others = [...whole.said].filter(([id]) => id !== gone?.prompt);
        expect([...found.said]).toEqual(others);
      })
    );
  });

  test('whatever the text, it is read or refused with a sentence, never taken by half', async () => {
    const cell = fc.oneof(
      fc.constantFrom('A', '0', '-1', '1', 'none', 'Q1', 's', '', 'a'.repeat(64), '1e999', '-1e-5'),
      fc.string()
    );
    const column = fc.constantFrom('prompt', 'cue', 'question', 'order', 'option', 'logprob', 'x');
    const table = fc
      .tuple(fc.array(column), fc.array(fc.array(cell)))
      .map(([head, rows]) => [head, ...rows].map((cells) => cells.join(',')).join('\n'));
    const lines = fc
      .array(fc.dictionary(column, fc.json()), { maxLength: 4 })
      .map((rows) => rows.map((row) => JSON.stringify(row)).join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(table, lines, fc.string(), fc.json()), async (text) => {
        try {
          const { said } = await readTable([text], index());
          for (const each of said.values()) {
            if (each.kind === 'scored')
              expect(each.logprobs.every((value) => value <= 0)).toBe(true);
          }
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          expect((thrown as AppError).code).toMatch(/^(answers-table|import)-/);
        }
      }),
      { numRuns: 500 }
    );
  });

  test('cells that a spreadsheet would run come back as text', async () => {
    const text = 'cue,question,order,option,logprob,note\nnone,Q1,0,A,-2,"\'=1+1"\n';
    expect((await readTable([text], index())).about.get('note')).toEqual(['=1+1']);
  });
});

test('a long table lets the page answer while it is read', async () => {
  const head = 'cue,question,order,option,logprob';
  const rows = Array.from({ length: 20_000 }, (_, n) => `none,Q1,${n},A,-2`);
  const prompts = new PromptIndex('s', tableCueReader([]));
  rows.forEach((_, order) => prompts.add({ ...prompt('a', { order }), id: `p${order}` }));
  let tasks = 0;
  const timer = setInterval(() => (tasks += 1), 1);
  const { partial } = await readTable([[head, ...rows].join('\n')], prompts);
  clearInterval(timer);
  expect(partial).toHaveLength(rows.length);
  expect(tasks).toBeGreaterThan(2);
});

test('pictures can be named by their file, where one alone has that name', () => {
  const id = (letter: string) => letter.repeat(64);
  const read = tableCueReader([
    { id: id('1'), name: 'kimchi.jpg' },
    { id: id('2'), name: 'same.jpg' },
    { id: id('3'), name: 'same.jpg' }
  ]);
  expect(read('picture:kimchi.jpg')).toBe(`picture:${id('1')}`);
  expect(read('shuffled:kimchi.jpg')).toBe(`shuffled:${id('1')}`);
  expect(read('picture:same.jpg')).toBe('picture:same.jpg');
  expect(read('country:KOR')).toBe('country:KOR');
  expect(tableCue({ kind: 'blank', blank: 'grey', category: 'food' })).toBe('blank:grey:food');
});
