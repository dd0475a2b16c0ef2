import { describe, expect, it } from 'vitest';
import { AnswerColumnsBuilder } from '../answers/answerColumns.ts';
import { specificity } from '../inference/specificity.ts';
import { mean } from '../mean.ts';
import type { Control } from '../measures/controls.ts';
import { netMovement } from '../measures/netMovement.ts';
import { pointing } from '../measures/pointing.ts';
import { seededRandom } from '../inference/random.ts';
import type { Cue } from '../prompts/types.ts';
import { packShares } from '../survey/surveyShares.ts';
import { says } from './fixtures/studyOf.ts';
import { StudyData } from './studyData.ts';
import type { FrameQuestion } from './studyFrame.ts';
import { pointCues, type CuePointing } from './studyPointing.ts';
import { everySpecificity, studySpecificity, type StudySpecificity } from './studySpecificity.ts';

interface Sizes {
  countries?: number;
  pictures?: number;
  surveyed?: number;
  questions?: number;
}

const code = (index: number) => `C${String(index).padStart(2, '0')}`;

/** Random answers of countries' names and pictures, blanks and a frame among them; some are missing. */
function randomStudy(sizes: Sizes = {}): StudyData {
  const { countries = 6, pictures: each = 2, surveyed = 30, questions: asked = 12 } = sizes;
  const random = seededRandom(11);
  const spread = (n: number) => {
    const weights = Array.from({ length: n }, () => random() + 0.05);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const pictures = Array.from({ length: countries * each }, (_, k) => ({
    ...{ id: `p${k}`, country: code(k % countries), category: null, incomeUsdPerMonth: null }
  }));
  const cues: Cue[] = [
    { kind: 'neutral' },
    { kind: 'frame' },
    ...(['grey', 'white', 'noise'] as const).map((blank) => ({
      ...({ kind: 'blank', blank, category: null } as const)
    })),
    ...Array.from({ length: countries }, (_, k) => ({
      ...({ kind: 'country', country: code(k), name: code(k) } as const)
    })),
    ...pictures.map(({ id }) => ({ kind: 'picture', picture: id, category: null }) as const),
    // One that does not take part.
    { kind: 'picture', picture: 'out', category: null }
  ];
  const questions = Array.from({ length: asked }, (_, q): FrameQuestion => ({
    id: `Q${q}`,
    topic: 'Security',
    scale: q === 1 ? 'nominal' : 'ordinal',
    ...(q === 2 && { use: 'behaviour' })
  }));
  const figures = new Map(
    questions.map(({ id }, q) => [
      id,
      // Question 3 has figures of too few countries.
      new Map(
        Array.from({ length: q === 3 ? 24 : surveyed }, (_, c) => [code(c), { p: spread(4) }])
      )
    ])
  );
  const builder = new AnswerColumnsBuilder();
  cues.forEach((_, cue) =>
    questions.forEach(({ id }, question) => {
      if ((cue * 7 + question) % 23 === 0) return;
      builder.add({ condition: 0, cue, question }, says(id, spread(4)));
    })
  );
  return new StudyData(
    {
      ...{ conditions: [{ model: 'm', template: 't@1', readout: 'text' }], cues, questions },
      ...{ countries: [], pictures }
    },
    builder.finish(),
    packShares(questions, (id) => figures.get(id) ?? new Map())
  );
}

const choices = { condition: 0, variant: 'raw' } as const;

function cuesOf(study: StudyData, kind: 'country' | 'picture', control?: Control): CuePointing {
  const found = pointCues(study, { ...choices, kind, ...(control && { control }) });
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('pointing of a study’s cues', () => {
  const study = randomStudy();

  it.each([
    ['picture', 'others'],
    ['picture', 'blank'],
    ['picture', 'none'],
    ['country', 'others'],
    ['country', 'frame']
  ] as const)('of a %s against %s is that of its net movements, one by one', (kind, control) => {
    const found = cuesOf(study, kind, control);
    const shifts = found.cues.map((cue) => {
      const { shift } = netMovement(study, { ...choices, cue, control });
      return found.questions.map((q) => shift[q] as number);
    });
    shifts.forEach((row, x) =>
      row.forEach((value, q) => {
        if (Number.isNaN(value)) expect(found.shifts[x]?.[q]).toBeNaN();
        else expect(found.shifts[x]?.[q]).toBeCloseTo(value, 12);
      })
    );
    const naive = pointing(shifts, found.positions, found.own);
    naive.cosine.forEach((row, x) =>
      row.forEach((value, c) => expect(found.cosine[x]?.[c]).toBeCloseTo(value, 10))
    );
    expect([...found.percentile]).toEqual([...naive.percentile]);
  });

  it('leaves out nominal questions, behaviour, few countries, and pictures that take no part', () => {
    const found = cuesOf(study, 'picture');
    expect(found.questions).toEqual([0, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(found.cues).toHaveLength(12);
    expect(found.own.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('takes others as its zero from five countries on, below blanks and the frame', () => {
    expect(cuesOf(study, 'picture').control).toBe('others');
    const small = randomStudy({ countries: 4 });
    expect(cuesOf(small, 'picture').control).toBe('blank');
    expect(cuesOf(small, 'country').control).toBe('frame');
  });

  it('says why there is nothing to say', () => {
    const of = (sizes: Sizes, kind: 'country' | 'picture', control?: Control) =>
      pointCues(randomStudy(sizes), { ...choices, kind, ...(control && { control }) });
    expect(of({ surveyed: 24 }, 'picture')).toBe('figures');
    expect(of({ pictures: 0 }, 'picture')).toBe('cues');
    expect(of({}, 'picture', 'caption')).toBe('control');
  });
});

describe('specificity of a study', () => {
  const study = randomStudy();
  const of = (from: StudyData, kind: 'country' | 'picture') => {
    const all = { ...choices, kind, metric: 'jsd-bits', seed: 3 } as const;
    return studySpecificity(from, all) as StudySpecificity;
  };
  const found = of(study, 'picture');
  const cues = cuesOf(study, 'picture');

  it('is the test of its cues, with what exchanging countries gives', () => {
    const test = specificity(cues.cosine, cues.own, 3);
    expect(found).toMatchObject({ ...test, control: 'others', questions: 9, surveyed: 30 });
    // Six countries: all 720 orders.
    expect(test.chance?.counts.reduce((sum, count) => sum + count, 0)).toBe(720);
    expect(test.chance?.detectable).toBeCloseTo(
      (test.chance?.mean ?? NaN) + 2.8016 * (test.chance?.sd ?? NaN),
      3
    );
    expect(found.meanPercentile).toBeCloseTo(mean(found.sets.map((set) => set.percentile)), 12);
  });

  it('gives each country the means over its cues', () => {
    const [first] = found.sets;
    const mine = cues.cosine.filter((_, x) => cues.own[x] === 0);
    expect(first).toMatchObject({ country: 'C00', cues: 2 });
    expect(first?.cosine[1]).toBeCloseTo(mean(mine.map((row) => row[1] as number)), 12);
    const similarity = study.similarity('jsd-bits', 'raw');
    const rows = cues.cues.filter((_, x) => cues.own[x] === 0);
    const each = rows.map((cue) =>
      mean(
        cues.questions
          .map((q) => similarity(study.row(0, cue, q), 1))
          .filter((value) => !Number.isNaN(value))
      )
    );
    expect(first?.similarity[1]).toBeCloseTo(mean(each), 12);
  });

  it('has intervals over questions, of pictures over these too, and no p below five countries', () => {
    expect(found.byQuestion?.[0]).toBeLessThan(found.meanPercentile);
    expect(found.byCue?.[1]).toBeGreaterThan(found.meanPercentile);
    expect(of(study, 'country').byCue).toBeNull();
    expect(of(randomStudy({ countries: 4 }), 'country')).toMatchObject({ p: null, chance: null });
    expect(of(randomStudy({ questions: 8 }), 'country').byQuestion).toBeNull();
  });
});

it('a plan may say what a kind is measured against, under every way of asking', () => {
  const all = { variant: 'raw', metric: 'jsd-bits', seed: 3 } as const;
  const controlsOf = (controls: Partial<Record<'country' | 'picture', Control>>) =>
    everySpecificity(randomStudy(), { ...all, controls }).map(({ kind, found }) =>
      typeof found === 'string' ? found : `${kind} ${found.control}`
    );
  expect(controlsOf({})).toEqual(['picture others', 'country others']);
  expect(controlsOf({ picture: 'blank' })).toEqual(['picture blank', 'country others']);
});
