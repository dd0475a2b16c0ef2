import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeClassShare } from '../../formats/class/classFile.ts';
import { codesOf } from '../../formats/class/codeParts.ts';
import { madeShare } from '../../formats/class/fixtures/classShares.ts';
import {
  classFileOf,
  codesWaiting,
  gatherCode,
  gatherFile,
  NOTHING_GATHERED,
  type Gathered,
  type HandedOutcome
} from './gather.ts';
import { mergeClass } from './mergeClass.ts';
import { spreadOf } from './spread.ts';

const devices = Array.from({ length: 30 }, (_, k) => madeShare(k + 1));

/** Files and codes one after the other, with what came of each. */
function gather(files: readonly string[], codes: readonly string[] = [], from = NOTHING_GATHERED) {
  let gathered: Gathered = from;
  const outcomes: HandedOutcome[] = [];
  for (const text of files) {
    const step = gatherFile(gathered, text);
    ({ gathered } = step);
    outcomes.push(...step.outcomes);
  }
  for (const text of codes) {
    const step = gatherCode(gathered, text);
    ({ gathered } = step);
    outcomes.push(step.outcome);
  }
  return { gathered, outcomes };
}

const said = (outcome: HandedOutcome | undefined) =>
  outcome?.kind === 'fault' ? [outcome.error.code, outcome.error.params] : outcome;

describe('thirty devices', () => {
  const files = devices.map(writeClassShare);

  it('of 33 files, three damaged: each of those is named with what is wrong, the others are merged', () => {
    const [a = '', b = '', c = ''] = files;
    const damaged = [
      a.slice(0, -50),
      b.replace('"KOR"', '"JPN"'),
      c.replace('"version":1', '"version":4')
    ];
    const { gathered, outcomes } = gather([...damaged.slice(0, 2), ...files, ...damaged.slice(2)]);
    expect(gathered.shares).toEqual(devices);
    expect([outcomes[0], outcomes[1], outcomes[32]].map(said)).toEqual([
      ['class-cut', { bytes: a.split('\n')[1]!.length - 49, of: a.split('\n')[1]!.length }],
      ['class-changed', {}],
      ['class-newer', { version: 4 }]
    ]);
    const merged = mergeClass(gathered.shares);
    // Three pictures, each on ten devices; no cue and the name on all.
    expect(
      merged.cues.map(({ cue, devices, guesses }) => [cue.kind, devices.length, guesses])
    ).toEqual([
      ['picture', 10, 30],
      ['picture', 10, 30],
      ['picture', 10, 30],
      ['neutral', 30, 0],
      ['country', 30, 0]
    ]);
    const row = merged.cues[0]!.rows[0]!;
    expect([row.answers.length, row.answers[0]!.devices.length, row.model!.n]).toEqual([1, 10, 10]);
    expect(row.answers[0]!.p.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    // The nominal question has options without an order, hence no place.
    expect(merged.cues[0]!.rows[3]!.answers[0]!.place).toBe(null);
    expect(
      merged.agreements.map(({ devices, groups, apart }) => [devices, groups.length, apart])
    ).toEqual([
      [30, 1, null],
      [30, 1, null],
      [10, 1, null],
      [10, 1, null],
      [10, 1, null]
    ]);
  });

  it('the same file twice, and a device by file and by codes, count once', () => {
    const { gathered, outcomes } = gather(
      [files[0]!, files[1]!, files[0]!],
      codesOf(devices[1]!, 'middle')
    );
    expect(gathered.shares).toHaveLength(2);
    expect(outcomes[2]).toEqual({ kind: 'again', device: 1 });
    expect(outcomes.at(-1)).toEqual({ kind: 'again', device: 2 });
  });

  it('the number of a device that handed in something else is said, and the first is kept', () => {
    const other = writeClassShare({ ...devices[5]!, id: devices[0]!.id });
    const { gathered, outcomes } = gather([files[0]!, other]);
    expect(said(outcomes[1])).toEqual(['class-other-content', { device: 1 }]);
    expect(gathered.shares).toEqual([devices[0]]);
  });

  it('small pictures that come later are taken in', () => {
    const thumb = '/9j/AAAA';
    const withThumb = madeShare(1, { pictures: [{ id: '1'.repeat(64), thumb }] });
    const { gathered, outcomes } = gather([files[0]!, writeClassShare(withThumb), files[0]!]);
    expect(outcomes.slice(1)).toEqual([
      { kind: 'pictures', device: 1 },
      { kind: 'again', device: 1 }
    ]);
    expect(gathered.shares[0]?.pictures[0]?.thumb).toBe(thumb);
  });

  it('kept as texts, whole or in part, come back', () => {
    const codes = codesOf(devices[2]!, 'large');
    const { gathered } = gather(files.slice(0, 2), codes.slice(1));
    const back = gather([classFileOf(gathered)], codesWaiting(gathered)).gathered;
    expect(back).toEqual(gathered);
    expect(gatherCode(back, codes[0]!).outcome).toEqual({ kind: 'added', device: 3 });
  });

  it('more than a school are refused', () => {
    const all = Array.from({ length: 201 }, (_, k) => writeClassShare(madeShare(k + 1)));
    const { gathered, outcomes } = gather(all);
    expect([gathered.shares.length, said(outcomes[200])]).toEqual([
      200,
      ['class-full', { most: 200 }]
    ]);
  });
});

it('people stand beside where the survey is the same, and only there', () => {
  const hash = devices[0]!.survey;
  const figure = (country: string, question: string) =>
    country === 'KOR' && question === 'Q1' ? { p: [0, 0.5, 0.5] } : undefined;
  const other = { ...devices[1]!, survey: '9'.repeat(64), id: '9'.repeat(16) };
  const merged = mergeClass([devices[0]!, other], { hash, figure });
  const neutral = merged.cues.find(({ cue }) => cue.kind === 'neutral')!;
  expect(neutral.rows.map(({ peoples }) => peoples[0]?.place)).toEqual([0.75, null, null, null]);
  expect(merged.otherSurvey).toEqual([2]);
  const alone = mergeClass([other], { hash, figure });
  expect(alone.cues.flatMap(({ rows }) => rows.flatMap(({ peoples }) => peoples))).toEqual([]);
});

describe('codes of a class', () => {
  const rows = devices.slice(0, 3).map((share) => codesOf(share, 'large'));

  it('in any order and any number of times give every device once', () => {
    const all = rows.flat();
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 20 }),
        (order, again) => {
          const { gathered, outcomes } = gather([], [...order, ...again]);
          expect(gathered.shares.map(({ id }) => id).sort()).toEqual(
            devices
              .slice(0, 3)
              .map(({ id }) => id)
              .sort()
          );
          expect([gathered.sets, outcomes.filter(({ kind }) => kind === 'added').length]).toEqual([
            [],
            3
          ]);
        }
      ),
      { numRuns: 50 }
    );
  });

  it('say which are missing, which came before, and which are of no class', () => {
    const [first = '', second = ''] = rows[0] ?? [];
    const of = rows[0]!.length;
    const { outcomes } = gather([], [second, second, first, 'HELLO']);
    const missing = Array.from({ length: of - 2 }, (_, k) => k + 3);
    expect(outcomes.map(said)).toEqual([
      { kind: 'part', number: 2, of, missing: [1, ...missing] },
      { kind: 'part-again', number: 2, of, missing: [1, ...missing] },
      { kind: 'part', number: 1, of, missing },
      ['class-code-not-ours', {}]
    ]);
  });
});

describe('agreement', () => {
  const changed = (device: number, by: number) => {
    const share = madeShare(device);
    const answers = share.answers.map((row, cue) =>
      row.map((p, k) => (cue === 0 && k === 1 && p ? [p[0]! + by, p[1]! - by, ...p.slice(2)] : p))
    );
    return { ...share, answers };
  };

  it('is told of where it fails: which devices, how far apart, at which question', () => {
    const shares = [...devices.slice(0, 4), changed(5, 700), devices[5]!];
    const [neutral, name] = mergeClass(shares).agreements;
    expect(neutral).toEqual({
      cue: { key: 'neutral', kind: 'neutral' },
      groups: [[1, 2, 3, 4, 6], [5]],
      ...{ devices: 6, computed: ['q8 wasm'], questions: 4, differing: 1 },
      apart: { largest: 0.07, question: 'Q6', devices: [1, 5] }
    });
    expect(name?.apart).toBe(null);
  });

  it('bears a tenth of a point', () => {
    expect(mergeClass([devices[0]!, changed(2, 10)]).agreements[0]?.apart).toBe(null);
    expect(mergeClass([devices[0]!, changed(2, 11)]).agreements[0]?.apart).not.toBe(null);
  });

  it('is not asked of devices with another model or prompt, but with another precision', () => {
    const { model, settings } = devices[0]!;
    const others = [
      { ...changed(2, 900), model: { ...model, dtype: 'fp16', device: 'webgpu' as const } },
      { ...changed(3, 900), model: { ...model, hash: 'f'.repeat(64) } },
      { ...changed(4, 900), settings: { ...settings, prompt: 'b'.repeat(16) } }
    ];
    const found = mergeClass([...devices.slice(0, 1), ...others]).agreements;
    expect(found.map(({ cue, groups, computed }) => [cue.kind, groups, computed])).toEqual([
      ['neutral', [[1], [2]], ['q8 wasm', 'fp16 webgpu']],
      ['country', [[1, 2]], ['q8 wasm', 'fp16 webgpu']]
    ]);
  });
});

it('the spread is that of a spreadsheet', () => {
  expect(spreadOf([])).toBe(null);
  expect(spreadOf([0.4])).toEqual({ n: 1, low: 0.4, median: 0.4, high: 0.4 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ n: 4, low: 1.75, median: 2.5, high: 3.25 });
});
